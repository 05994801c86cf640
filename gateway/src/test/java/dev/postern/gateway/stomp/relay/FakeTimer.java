package dev.postern.gateway.stomp.relay;

import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A clock that a test moves on, and what is to be done by it: on the test's thread. */
final class FakeTimer extends AbstractLifeCycle implements ConnectQueue.Timer, Scheduler {

    private final List<Alarm> alarms = new ArrayList<>();
    private long now = 1_000_000;
    private int asked;

    synchronized long now() {
        asked++;
        return now;
    }

    /** How often somebody looked at the clock. */
    synchronized int asked() {
        return asked;
    }

    @Override
    public synchronized Scheduler.Task schedule(Runnable task, long nanos) {
        Alarm alarm = new Alarm(now + nanos, task);
        alarms.add(alarm);
        return () -> cancel(alarm);
    }

    @Override
    public Scheduler.Task schedule(Runnable task, long delay, TimeUnit unit) {
        return schedule(task, unit.toNanos(delay));
    }

    private synchronized boolean cancel(Alarm alarm) {
        return alarms.remove(alarm);
    }

    /** Runs what is due. */
    void advance(long millis) {
        advance(millis, () -> {});
    }

    /** Runs what is due, and {@code after} behind each of it. */
    void advance(long millis, Runnable after) {
        long end = now() + millis * 1_000_000;
        for (Alarm next = next(end); next != null; next = next(end)) {
            next.task.run();
            after.run();
        }
    }

    /** What is due next until {@code end}; the time is then that of it, or {@code end}. */
    private synchronized @Nullable Alarm next(long end) {
        Alarm next = alarms.stream()
                .filter(alarm -> alarm.due <= end)
                .min(Comparator.comparingLong(Alarm::due))
                .orElse(null);
        alarms.remove(next);
        now = next == null ? end : Math.max(now, next.due);
        return next;
    }

    private record Alarm(long due, Runnable task) {}
}
