package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.http.BodyReader;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.ResponseHead;
import dev.postern.testing.RawHttp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class RequestBodyTest {

    private enum Way {
        WITHIN,
        OTHER_THREAD,
        AFTERWARDS
    }

    @Test
    void aBodyThatTricklesInArrivesWhole() throws Exception {
        try (TestServer server = gathering(new LinkedBlockingQueue<>());
                RawHttp client = server.connect()) {
            client.request("POST / HTTP/1.1", "Host: h", "Content-Length: 20");
            for (int i = 0; i < 20; i++) {
                client.send("" + i % 10);
            }
            assertThat(client.read().text()).isEqualTo("01234567890123456789");
            client.request("POST / HTTP/1.1", "Host: h", "Transfer-Encoding: chunked");
            client.send("3\r\nabc\r\n").send("1\r\n").send("d\r\n0\r\n\r\n");
            assertThat(client.read().text()).isEqualTo("abcd");
            assertThat(client.request("POST / HTTP/1.1", "Host: h", "Content-Length: 0")
                            .read()
                            .text())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10", "Transfer-Encoding: chunked"})
    void aBodyThatBreaksOffIsAFailure(String framing) throws Exception {
        BlockingQueue<Answers.Gathering> bodies = new LinkedBlockingQueue<>();
        try (TestServer server = gathering(bodies);
                RawHttp client = server.connect()) {
            client.request("POST / HTTP/1.1", "Host: h", framing).send("3\r\nabc\r\n");
            Answers.Gathering body = bodies.poll(30, TimeUnit.SECONDS);
            client.shutdownOutput();
            assertThatThrownBy(() -> body.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void aBodyWhoseChunksAreNoChunksIsAFailure() throws Exception {
        BlockingQueue<Answers.Gathering> bodies = new LinkedBlockingQueue<>();
        try (TestServer server = gathering(bodies);
                RawHttp client = server.connect()) {
            client.request("POST / HTTP/1.1", "Host: h", "Transfer-Encoding: chunked")
                    .send("xyz\r\n");
            Answers.Gathering body = bodies.poll(30, TimeUnit.SECONDS);
            assertThatThrownBy(() -> body.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void bytesBeyondTheLengthAreTheNextRequestsTrouble() throws Exception {
        try (TestServer server = gathering(new LinkedBlockingQueue<>());
                RawHttp client = server.connect()) {
            client.request("POST / HTTP/1.1", "Host: h", "Content-Length: 2")
                    .send("okNOT A REQUEST\r\n\r\n");
            assertThat(client.read().text()).isEqualTo("ok");
            assertThat(client.read().status()).isGreaterThanOrEqualTo(400);
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void aBodyThatStallsFailsByTheConnectorsIdleTimeout() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        try (TestServer server = TestServer.withIdleTimeout(300, exchange -> {
                    exchange.readBody(new Answers.Gathering(body -> {}) {
                        @Override
                        public void onFailure(Throwable cause) {
                            failure.complete(cause);
                            exchange.abort();
                        }
                    });
                    return true;
                });
                RawHttp client = server.connect()) {
            client.request("POST / HTTP/1.1", "Host: h", "Content-Length: 20").send("x");
            assertThat(failure.get(30, TimeUnit.SECONDS)).isNotNull();
            assertThat(client.atEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aReaderMayRestAfterEveryPiece(Way way) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        Resting reader = new Resting(way, other);
        try (TestServer server = TestServer.of(exchange -> {
                    reader.exchange = exchange;
                    exchange.readBody(reader);
                    return true;
                });
                RawHttp client = server.connect()) {
            client.request("POST / HTTP/1.1", "Host: h", "Transfer-Encoding: chunked");
            // So many that a call for each within the last would be too deep.
            client.send("1\r\nx\r\n".repeat(50_000) + "0\r\n\r\n");
            assertThat(client.read().text()).isEqualTo("50000 never at once");
        } finally {
            other.shutdown();
        }
    }

    @Test
    void aReaderThatRestsHoldsTheClientBack() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        CompletableFuture<Exchange> resting = new CompletableFuture<>();
        try (TestServer server = TestServer.of(exchange -> {
                    exchange.readBody(
                            new Answers.Gathering(
                                    body -> Answers.ok(exchange, "all " + body.length)) {
                                @Override
                                public boolean onChunk(ByteBuffer chunk) {
                                    super.onChunk(chunk);
                                    resting.complete(exchange);
                                    return seen.incrementAndGet() != 1;
                                }
                            });
                    return true;
                });
                RawHttp client = server.connect()) {
            client.request("POST / HTTP/1.1", "Host: h", "Content-Length: 2").send("a");
            resting.get(30, TimeUnit.SECONDS);
            client.send("b");
            await().during(Duration.ofMillis(200)).until(() -> seen.get() == 1);
            resting.get().readOn();
            assertThat(client.read().text()).isEqualTo("all 2");
        }
    }

    @Test
    void aReaderThatThrowsCutsTheConnection() throws Exception {
        try (TestServer server = TestServer.of(exchange -> {
                    exchange.readBody(new Answers.Gathering(body -> {
                        throw new IllegalStateException("clumsy on purpose");
                    }));
                    return true;
                });
                RawHttp client = server.connect()) {
            client.request("POST / HTTP/1.1", "Host: h", "Content-Length: 1").send("x");
            assertThat(client.atEnd()).isTrue();
        }
    }

    private static TestServer gathering(BlockingQueue<Answers.Gathering> bodies) throws Exception {
        return TestServer.of(exchange -> {
            Answers.Gathering body = new Answers.Gathering(bytes -> exchange.respond(
                    new ResponseHead(200), ByteBuffer.wrap(bytes), Completion.IGNORED));
            bodies.add(body);
            exchange.readBody(body);
            return true;
        });
    }

    /** Wants a rest after every piece, and asks to go on in its way. */
    private static final class Resting implements BodyReader {

        private final Way way;
        private final ExecutorService other;
        private final AtomicInteger busy = new AtomicInteger();
        private volatile Exchange exchange;
        private volatile boolean twoAtOnce;
        private int pieces;

        Resting(Way way, ExecutorService other) {
            this.way = way;
            this.other = other;
        }

        @Override
        public boolean onChunk(ByteBuffer chunk) {
            twoAtOnce |= busy.incrementAndGet() > 1;
            pieces += chunk.remaining();
            switch (way) {
                case WITHIN -> exchange.readOn();
                case OTHER_THREAD -> other.execute(exchange::readOn);
                default ->
                    other.execute(() -> {
                        while (busy.get() > 0) {
                            Thread.onSpinWait();
                        }
                        exchange.readOn();
                    });
            }
            busy.decrementAndGet();
            return false;
        }

        @Override
        public void onEnd() {
            Answers.ok(exchange, pieces + (twoAtOnce ? " at once" : " never at once"));
        }

        @Override
        public void onFailure(Throwable cause) {
            Answers.ok(exchange, "failed: " + cause);
        }
    }
}
