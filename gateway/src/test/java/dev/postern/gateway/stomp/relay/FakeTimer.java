package dev.postern.gateway.stomp.relay;

import org.eclipse.jetty.util.thread.Scheduler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that a test moves on, and what is to be done by it. */
final class FakeTimer implements ConnectQueue.Timer {

    private final List<Alarm> alarms = new ArrayList<>();
    private long now = 1_000_000;

    long now() {
        return now;
    }

    @Override
    public Scheduler.Task schedule(Runnable task, long nanos) {
        Alarm alarm = new Alarm(now + nanos, task);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    /** Runs what is due, and {@code after} behind each of it. */
    void advance(long millis, Runnable after) {
        long end = now + millis * 1_000_000;
        while (true) {
            Alarm next = alarms.stream()
                    .filter(alarm -> alarm.due <= end)
                    .min(Comparator.comparingLong(Alarm::due))
                    .orElse(null);
            if (next == null) {
                now = end;
                return;
            }
            now = Math.max(now, next.due);
            alarms.remove(next);
            next.task.run();
            after.run();
        }
    }

    private record Alarm(long due, Runnable task) {}
}
