package dev.postern.session;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that moves by hand only, and runs what falls due on the way, in order, on the hand's thread. */
public final class FakeTimers implements SessionTimers {

    private record Task(long due, long number, Runnable work) {}

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private long now = Duration.ofSeconds(1).toNanos();
    private long number;

    @Override
    public synchronized long now() {
        return now;
    }

    @Override
    public synchronized Timer after(long delay, Runnable work) {
        Task task = new Task(now + delay, number++, work);
        tasks.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        long end = now() + time.toNanos();
        for (Task task = next(end); task != null; task = next(end)) {
            task.work().run();
        }
    }

    private synchronized Task next(long end) {
        Task task = tasks.peek();
        if (task == null || task.due() > end) {
            now = end;
            return null;
        }
        now = Math.max(now, task.due());
        return tasks.remove();
    }

    /** How many tasks wait for their time. */
    public synchronized int waiting() {
        return tasks.size();
    }
}
