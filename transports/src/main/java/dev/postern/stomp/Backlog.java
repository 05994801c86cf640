package dev.postern.stomp;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a client has sent and its gate has not worked off: another thread may be at it, and the
 * client's own reads on meanwhile. Past the mark it does not, until all is worked off. Thread-safe.
 */
final class Backlog {

    private final Hold hold;
    private final int highMark;
    private final AtomicInteger waiting = new AtomicInteger();

    /** Set once the client is held, cleared by whoever lets it go. */
    private final AtomicBoolean held = new AtomicBoolean();

    /** @param highMark bytes that may wait before the client is no longer read */
    Backlog(Hold hold, int highMark) {
        this.hold = hold;
        this.highMark = highMark;
    }

    void enter(int bytes) {
        if (waiting.addAndGet(bytes) > highMark && !held.get()) {
            hold.pause(Hold.Holder.GATE);
            held.set(true);
        }
    }

    void leave(int bytes) {
        waiting.addAndGet(-bytes);
    }

    /**
     * Lets the client go on where nothing waits. To be called by each thread that has worked some of it
     * off, once it no longer does: were it called amid the work, that thread would be kept at it by a
     * client that sends on and on.
     */
    void settle() {
        if (waiting.get() == 0 && held.compareAndSet(true, false)) {
            hold.resume(Hold.Holder.GATE);
        }
    }
}
