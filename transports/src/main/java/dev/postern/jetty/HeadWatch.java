package dev.postern.jetty;

import org.eclipse.jetty.util.thread.Scheduler;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the connections whose request's head takes too long, however steadily its bytes come. One look
 * over all of them now and then costs less than a timer for each. Thread-safe.
 */
final class HeadWatch {

    private static final long MOST_PAUSE_MILLIS = 1000;

    private final long limitNanos;
    private final long pauseMillis;
    private final Runnable onLate;

    /** Those of which a head is awaited, and no others. */
    private final Set<TurnHttpConnection> awaited = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param onLate told of each connection that is ended, on the scheduler's thread */
    HeadWatch(Duration limit, Runnable onLate) {
        this.limitNanos = limit.toNanos();
        this.pauseMillis = Math.max(10, Math.min(MOST_PAUSE_MILLIS, limit.toMillis() / 8));
        this.onLate = onLate;
    }

    /** From now on a head of this connection is awaited. */
    void begin(TurnHttpConnection connection, Scheduler scheduler) {
        awaited.add(connection);
        if (!looking.get() && looking.compareAndSet(false, true)) {
            lookLater(scheduler);
        }
    }

    /** Its head is complete, or nobody waits for it any more. */
    void end(TurnHttpConnection connection) {
        awaited.remove(connection);
    }

    private void lookLater(Scheduler scheduler) {
        scheduler.schedule(() -> look(scheduler), pauseMillis, TimeUnit.MILLISECONDS);
    }

    private void look(Scheduler scheduler) {
        long now = System.nanoTime();
        for (TurnHttpConnection connection : awaited) {
            if (now - connection.headSince() >= limitNanos && connection.endLateHead()) {
                onLate.run();
            }
        }
        if (awaited.isEmpty()) {
            looking.set(false);
            if (awaited.isEmpty() || !looking.compareAndSet(false, true)) {
                return;
            }
        }
        lookLater(scheduler);
    }
}
