package dev.postern.benchmark.load;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One order under way. Its methods may be called from any one thread; each waits for the loop's.
 */
public final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_MILLIS = 5;

    private final Loop loop;
    private final Thread thread;
    private final Tally tally;
    private final Workload workload;

    private Load(Order order) throws IOException {
        loop = new Loop();
        thread = new Thread(loop, "load");
        thread.setDaemon(true);
        thread.start();
        tally = new Tally(loop);
        workload = onLoop(() -> Workload.of(order, loop, tally));
    }

    /**
     * Opens the sessions of an order and, when all are open, lets them talk.
     *
     * @throws IOException if there is no selector to be had
     */
    public static Load begin(Order order) throws IOException {
        Load load = new Load(order);
        load.await(progress -> progress.open() >= order.sessions(), "sessions do not open");
        load.onLoop(() -> {
            load.workload.go();
            return true;
        });
        return load;
    }

    /** The counters since the beginning; latencies since the last call. */
    public Progress mark() {
        return onLoop(tally::progress);
    }

    /** Sends nothing new, awaits what is in flight, and tells the outcome. */
    public Progress stop() {
        onLoop(() -> {
            workload.stop();
            return true;
        });
        return await(progress -> progress.inFlight() == 0, "messages are missing");
    }

    private Progress await(Predicate<Progress> done, String otherwise) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Progress progress = mark();
        while (!done.test(progress) && progress.failures() == 0) {
            if (System.nanoTime() > deadline) {
                onLoop(() -> {
                    tally.failed(otherwise);
                    return true;
                });
            } else {
                pause();
            }
            progress = mark();
        }
        return progress;
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private <T> T onLoop(Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }

    /** Closes every session. */
    @Override
    public void close() {
        onLoop(() -> {
            workload.close();
            return true;
        });
        loop.end();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
