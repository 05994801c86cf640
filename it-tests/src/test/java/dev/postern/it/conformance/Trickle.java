package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.RawHttp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A byte a second on a connection, for as long as the server puts up with it. */
final class Trickle implements AutoCloseable {

    /** What came before the end, and how long it took. */
    record End(String answer, Duration after) {}

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final RawHttp http;
    private final CompletableFuture<End> end;
    private final Future<?> sending;

    /** Goes on where {@code http} is; it is closed with this. */
    Trickle(RawHttp http) throws IOException {
        this.http = http;
        http.timeoutMillis((int) PATIENCE.toMillis());
        long start = System.nanoTime();
        end = CompletableFuture.supplyAsync(() -> awaitEnd(start), clock);
        sending = clock.scheduleAtFixedRate(this::sendByte, 1, 1, TimeUnit.SECONDS);
    }

    private End awaitEnd(long start) {
        try {
            String answer = http.atEnd() ? "connection cut" : http.read().summary();
            Duration after = Duration.ofNanos(System.nanoTime() - start);
            sending.cancel(false);
            return new End(answer, after);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sendByte() {
        try {
            http.send("x");
        } catch (IOException e) {
            // The end has come, as the other thread sees too.
            throw new IllegalStateException(e);
        }
    }

    /** What came, if it came in that time. */
    String answer(Duration atLeast, Duration atMost) throws Exception {
        End seen = end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(seen.after()).isBetween(atLeast, atMost);
        return seen.answer();
    }

    @Override
    public void close() throws IOException {
        sending.cancel(true);
        clock.shutdownNow();
        http.close();
    }
}
