package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.RawWebSocket;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A session that echoes on and on while others misbehave, and must notice nothing of it. */
final class Bystander implements AutoCloseable {

    /** One message to the service and back. */
    @FunctionalInterface
    private interface Echo {
        void exchange(String message) throws IOException;
    }

    private static final long PAUSE_MILLIS = 10;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> {
                Thread daemon = new Thread(task, "bystander");
                daemon.setDaemon(true);
                return daemon;
            });
    private final AutoCloseable connection;
    private final Future<?> echoing;
    private final AtomicInteger echoed = new AtomicInteger();
    private volatile Throwable failure;
    private volatile long slowestNanos;

    private Bystander(Echo echo, AutoCloseable connection) {
        this.connection = connection;
        echoing = thread.scheduleWithFixedDelay(
                () -> exchange(echo), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    static Bystander onWebSocket(Service service) throws IOException {
        RawWebSocket socket = service.session().webSocket();
        assertThat(socket.readText()).isEqualTo("o");
        return new Bystander(
                message -> {
                    socket.sendText("[\"" + message + "\"]");
                    assertThat(nextText(socket)).isEqualTo("a[\"" + message + "\"]");
                },
                socket);
    }

    /** A minute is long enough for a PING, which wants its answer. */
    private static String nextText(RawWebSocket socket) throws IOException {
        RawWebSocket.Frame frame = socket.read();
        while (frame != null && frame.opcode() == RawWebSocket.PING) {
            socket.send(RawWebSocket.FIN | RawWebSocket.PONG, frame.payload());
            frame = socket.read();
        }
        return RawWebSocket.describe(frame);
    }

    /** As long as one streaming response lasts, which is some thousand messages. */
    static Bystander onXhrStreaming(Service service) throws IOException {
        Service session = service.session();
        StreamingResponse first = StreamingResponse.xhr(session);
        assertThat(first.next()).isEqualTo("o\n");
        StreamingResponse[] current = {first};
        return new Bystander(
                message -> {
                    Verify.accepted(session.postBody("/xhr_send", "[\"" + message + "\"]"));
                    String frame = current[0].next();
                    if (frame.isEmpty()) {
                        current[0].close();
                        current[0] = StreamingResponse.xhr(session);
                        frame = current[0].next();
                    }
                    assertThat(frame).isEqualTo("a[\"" + message + "\"]\n");
                },
                () -> current[0].close());
    }

    private void exchange(Echo echo) {
        long start = System.nanoTime();
        try {
            echo.exchange("message " + echoed.get());
            echoed.incrementAndGet();
            slowestNanos = Math.max(slowestNanos, System.nanoTime() - start);
        } catch (Throwable e) {
            failure = e;
            throw new IllegalStateException(e);
        }
    }

    /** Two more echoes come now, one of them begun from now on. */
    void verifyUndisturbed() {
        int before = echoed.get();
        Awaitility.await()
                .atMost(Duration.ofSeconds(8))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    assertThat(failure).isNull();
                    return echoed.get() >= before + 2;
                });
    }

    Duration slowest() {
        return Duration.ofNanos(slowestNanos);
    }

    @Override
    public void close() throws Exception {
        echoing.cancel(false);
        thread.shutdownNow();
        connection.close();
    }
}
