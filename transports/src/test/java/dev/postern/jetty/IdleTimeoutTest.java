package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.http.Exchange;
import dev.postern.http.ResponseHead;
import dev.postern.http.WebSocketSettings;
import dev.postern.jetty.Answers.Outcome;
import dev.postern.testing.RawHttp;
import dev.postern.testing.RawWebSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class IdleTimeoutTest {

    private static final long IDLE_MILLIS = 500;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPollMayWaitLongerThanTheConnectorsTimeout(boolean tls) throws Exception {
        CompletableFuture<Exchange> poll = new CompletableFuture<>();
        AtomicInteger gone = new AtomicInteger();
        try (TestServer server = TestServer.withIdleTimeout(IDLE_MILLIS, exchange -> {
                    exchange.onClientGone(gone::incrementAndGet);
                    return poll.complete(exchange);
                });
                RawHttp client = server.connect(tls)) {
            client.request("GET / HTTP/1.1", "Host: h");
            Exchange exchange = poll.get(30, TimeUnit.SECONDS);
            await().during(Duration.ofMillis(2 * IDLE_MILLIS)).until(() -> gone.get() == 0);
            Answers.ok(exchange, "at last");
            assertThat(client.read().text()).isEqualTo("at last");
        }
    }

    @Test
    void aConnectionWithoutARequestStillEnds() throws Exception {
        try (TestServer server = TestServer.withIdleTimeout(IDLE_MILLIS, exchange -> {
                    Answers.ok(exchange, "once");
                    return true;
                });
                RawHttp client = server.connect()) {
            assertThat(client.request("GET / HTTP/1.1", "Host: h").read().text())
                    .isEqualTo("once");
            assertThat(client.atEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWriteThatNobodyTakesFails(boolean watched) throws Exception {
        CompletableFuture<Exchange> stream = new CompletableFuture<>();
        try (TestServer server = TestServer.withIdleTimeout(IDLE_MILLIS, exchange -> {
                    if (watched) {
                        exchange.onClientGone(() -> {});
                    }
                    return stream.complete(exchange);
                });
                RawHttp client = RawHttp.connectNarrow(server.port())) {
            client.request("GET / HTTP/1.1", "Host: h");
            Exchange exchange = stream.get(30, TimeUnit.SECONDS);
            exchange.begin(new ResponseHead(200), ByteBuffer.allocate(0));
            Outcome stalled = new Outcome();
            exchange.write(ByteBuffer.allocate(50_000_000), false, stalled);
            assertThatThrownBy(() -> stalled.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
            Outcome after = new Outcome();
            exchange.write(ByteBuffer.allocate(1), true, after);
            assertThat(after).isCompletedExceptionally();
        }
    }

    @Test
    void aWebSocketIsNeverTooIdle() throws Exception {
        Recorder recorder = Recorder.greedy();
        try (TestServer server = TestServer.withIdleTimeout(IDLE_MILLIS, exchange -> {
                    exchange.upgrade(new WebSocketSettings(null, 1000, false), recorder);
                    return true;
                });
                RawWebSocket client = RawWebSocket.open(server.port(), "/")) {
            await().during(Duration.ofMillis(2 * IDLE_MILLIS)).until(recorder::isSilent);
            client.sendText("still here");
            assertThat(recorder.next()).isEqualTo("text still here");
        }
    }
}
