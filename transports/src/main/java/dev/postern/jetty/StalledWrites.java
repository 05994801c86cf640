package dev.postern.jetty;

import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Finds a WebSocket that takes no bytes any more. Sessions own time, so the connection has no idle
 * time-out; but a write that hangs holds memory, and nobody else would ever end it. There is a timer
 * only while a write hangs, which few ever do.
 */
final class StalledWrites {

    /** Longer than a session waits for a client that does not read: it has a reason to give. */
    private static final long PATIENCE_MILLIS = 60_000;

    /** What a slow line carries: a large frame may take longer by that. */
    private static final int BYTES_PER_MILLI = 8;

    private final Scheduler scheduler;
    private final Runnable stalled;
    private final AtomicReference<@Nullable Sent> latest = new AtomicReference<>();
    private final AtomicBoolean armed = new AtomicBoolean();

    StalledWrites(Scheduler scheduler, Runnable stalled) {
        this.scheduler = scheduler;
        this.stalled = stalled;
    }

    /** Has an eye on {@code sent}, which did not get out at once. */
    void watch(Sent sent) {
        latest.set(sent);
        if (armed.compareAndSet(false, true)) {
            arm(sent);
        }
    }

    private void arm(Sent sent) {
        long millis = PATIENCE_MILLIS + sent.bytes() / BYTES_PER_MILLI;
        scheduler.schedule(() -> check(sent), millis, TimeUnit.MILLISECONDS);
    }

    private void check(Sent watched) {
        if (!watched.isOver()) {
            stalled.run();
            return;
        }
        armed.set(false);
        Sent next = latest.get();
        if (next != null && next.isOver()) {
            latest.compareAndSet(next, null);
        } else if (next != null && armed.compareAndSet(false, true)) {
            arm(next);
        }
    }
}
