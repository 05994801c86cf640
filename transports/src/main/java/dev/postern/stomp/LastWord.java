package dev.postern.stomp;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sees to it that nothing follows a session's last word, whoever speaks at the time: who has begun to
 * speak comes before it, and who comes later is silent. Thread-safe, lock-free.
 */
final class LastWord {

    private static final int SAID = Integer.MIN_VALUE;

    /** How many speak; {@link #SAID} is added once there is a last word. */
    private final AtomicInteger speaking = new AtomicInteger();

    private final AtomicReference<@Nullable Runnable> word = new AtomicReference<>();

    /** Whether one may speak; if so, {@link #end} is to follow. */
    boolean begin() {
        int now = speaking.get();
        while (now >= 0) {
            if (speaking.compareAndSet(now, now + 1)) {
                return true;
            }
            now = speaking.get();
        }
        return false;
    }

    /** One has spoken. */
    void end() {
        if (speaking.decrementAndGet() == SAID) {
            say();
        }
    }

    /** Says it, now or when those who speak have ended; only the first counts. */
    void say(Runnable last) {
        if (word.compareAndSet(null, last) && speaking.getAndAdd(SAID) == 0) {
            say();
        }
    }

    boolean isSaid() {
        return word.get() != null;
    }

    private void say() {
        Runnable last = word.get();
        if (last != null) {
            last.run();
        }
    }
}
