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

    /** How long to listen for echoes too many, once all that are wanted have come. */
    private static final long QUIET_MILLIS = 50;

    private final Loop loop;
    private final Thread thread;
    private final Tally tally;
    private final Workload workload;
    private final Duration patience;

    private Load(Order order, Duration patience) throws IOException {
        this.patience = patience;
        // Sessions that come and go would use up the ports of one address.
        loop = new Loop(order.kind() == Order.Kind.CONNECT);
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
        return begin(order, PATIENCE);
    }

    /** As {@link #begin(Order)}, with another bound for what is slow to come. */
    static Load begin(Order order, Duration patience) throws IOException {
        Load load = new Load(order, patience);
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

    /**
     * Sends nothing new, awaits what is in flight, listens whether anything comes that nobody asked for,
     * and tells the outcome.
     */
    public Progress stop() {
        onLoop(() -> {
            workload.stop();
            return true;
        });
        Progress progress = await(each -> each.inFlight() == 0, "messages are missing");
        if (progress.failures() > 0) {
            return progress;
        }
        pause(QUIET_MILLIS);
        return mark();
    }

    private Progress await(Predicate<Progress> done, String otherwise) {
        long deadline = System.nanoTime() + patience.toNanos();
        Progress progress = mark();
        while (!done.test(progress) && progress.failures() == 0) {
            if (System.nanoTime() > deadline) {
                onLoop(() -> {
                    tally.failed(otherwise);
                    return true;
                });
            } else {
                pause(LOOK_AGAIN_MILLIS);
            }
            progress = mark();
        }
        return progress;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
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
