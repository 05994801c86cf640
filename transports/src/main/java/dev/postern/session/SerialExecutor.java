package dev.postern.session;

import dev.postern.api.Turn;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs tasks one at a time, in order, on shared workers. What is added during a {@link Turn} is
 * handed over once, at its end: a hand-over costs as much as an echo.
 */
final class SerialExecutor implements Executor {

    static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    /** After so many tasks the worker is given up for a while, so that others get their turn. */
    private static final int MAX_RUN = 256;

    private final Executor workers;
    private final Runnable onRejected;
    private final Queue<Runnable> tasks = new ArrayDeque<>(2);
    private boolean scheduled;

    /** Runs {@code onRejected} when the workers take no more. */
    SerialExecutor(Executor workers, Runnable onRejected) {
        this.workers = workers;
        this.onRejected = onRejected;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        Turn.atEnd(this::handOver);
    }

    private void handOver() {
        try {
            workers.execute(this::runTasks);
        } catch (RejectedExecutionException e) {
            synchronized (tasks) {
                tasks.clear();
                scheduled = false;
            }
            onRejected.run();
        }
    }

    private void runTasks() {
        for (int run = 0; run < MAX_RUN; run++) {
            Runnable task;
            synchronized (tasks) {
                task = tasks.poll();
                if (task == null) {
                    scheduled = false;
                    return;
                }
            }
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.warn("The backend failed", e);
            }
        }
        handOver();
    }
}
