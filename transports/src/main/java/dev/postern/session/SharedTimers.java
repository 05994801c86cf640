package dev.postern.session;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers on one daemon thread, which is enough: a session has one timer, and a tick takes microseconds. */
final class SharedTimers implements SessionTimers {

    static final SharedTimers INSTANCE = new SharedTimers();

    private final long origin = System.nanoTime();
    private final ScheduledThreadPoolExecutor executor;

    private SharedTimers() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "sockjs-timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long now() {
        return System.nanoTime() - origin;
    }

    @Override
    public Timer after(long delay, Runnable task) {
        ScheduledFuture<?> scheduled = executor.schedule(task, delay, TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }
}
