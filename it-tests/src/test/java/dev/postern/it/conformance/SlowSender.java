package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.RawHttp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One byte of a body a second, for as long as the server puts up with it; begun when this is made. */
final class SlowSender implements BadInputCase, AutoCloseable {

    private static final Duration AT_LEAST = Duration.ofSeconds(55);
    private static final Duration AT_MOST = Duration.ofSeconds(65);

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final Service session;
    private final StreamingResponse stream;
    private final RawHttp http;
    private final CompletableFuture<Duration> cut;
    private final Future<?> sending;

    private SlowSender(Service session) throws IOException {
        this.session = session;
        stream = StreamingResponse.xhr(session);
        assertThat(stream.next()).isEqualTo("o\n");
        http = RawHttp.connect(session.port());
        http.timeoutMillis((int) AT_MOST.toMillis());
        http.head(
                "POST " + session.base() + "/xhr_send HTTP/1.1",
                "Host: 127.0.0.1",
                "Content-Length: 1000");
        http.send("[\"");
        long start = System.nanoTime();
        cut = CompletableFuture.supplyAsync(() -> awaitEnd(start), clock);
        sending = clock.scheduleAtFixedRate(this::sendByte, 1, 1, TimeUnit.SECONDS);
    }

    static SlowSender start(Service service) throws IOException {
        return new SlowSender(service.session());
    }

    private Duration awaitEnd(long start) {
        try {
            assertThat(http.atEnd()).isTrue();
            return Duration.ofNanos(System.nanoTime() - start);
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

    @Override
    public List<String> answers() throws Exception {
        assertThat(cut.get(AT_MOST.toSeconds(), TimeUnit.SECONDS)).isBetween(AT_LEAST, AT_MOST);
        Verify.accepted(session.postBody("/xhr_send", "[\"still there\"]"));
        String frame = stream.next();
        while (frame.equals("h\n")) {
            frame = stream.next();
        }
        assertThat(frame).isEqualTo("a[\"still there\"]\n");
        return List.of("connection cut");
    }

    @Override
    public void close() throws IOException {
        sending.cancel(true);
        clock.shutdownNow();
        http.close();
        stream.close();
    }
}
