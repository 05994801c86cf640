package dev.postern.it.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.Ending;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.Sequence;
import dev.postern.it.support.SockJsClient;
import dev.postern.it.support.TestUpstream;
import dev.postern.it.support.UpstreamSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Ten thousand messages each way at once, in bursts: none lost, none twice, none out of order. */
class BurstsIT {

    private static final int MESSAGES = 10_000;
    private static final int LARGEST_BURST = 400;
    private static final int PAUSE_EVERY = 4;

    private static final Map<String, Sequence> AT_UPSTREAM = new ConcurrentHashMap<>();
    private static TestUpstream upstream;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        upstream = TestUpstream.serve(socket -> {
            Sequence expected = AT_UPSTREAM.get(socket.parameter("k"));
            socket.accept();
            socket.readToEnd(message -> expected.accept(message.text()));
        });
        gateway = GatewayProcess.start(
                "--grace",
                "500ms",
                "--allow",
                "jsonp,htmlfile",
                "--route",
                "/chat=" + upstream.url("/ws"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void allMessagesArriveOnceAndInOrder(ClientTransport transport) throws Exception {
        String key = transport.name();
        Sequence up = new Sequence("up");
        Sequence down = new Sequence("down");
        AT_UPSTREAM.put(key, up);
        try (SockJsClient client = SockJsClient.start(
                transport, ClientTarget.of(gateway.port(), "/chat", key), down)) {
            client.awaitOpen();
            UpstreamSocket socket = upstream.socket(key);
            CompletableFuture<Void> sending = CompletableFuture.allOf(
                    CompletableFuture.runAsync(() -> inBursts(up, client::send, client)),
                    CompletableFuture.runAsync(
                            () -> inBursts(down, burst -> send(socket, burst), client)));
            sending.get(120, TimeUnit.SECONDS);
            awaitHeard(up, MESSAGES, client);
            awaitHeard(down, MESSAGES, client);

            // One more there and back: nothing of the old may still be on its way.
            client.send(up.text(MESSAGES));
            socket.send(down.text(MESSAGES));
            awaitHeard(up, MESSAGES + 1, client);
            awaitHeard(down, MESSAGES + 1, client);
            assertThat(up.mistakes()).isEmpty();
            assertThat(down.mistakes()).isEmpty();
            assertThat(client.opens()).isEqualTo(1);
            assertThat(upstream.count(key)).isEqualTo(1);

            client.close();
            assertThat(socket.ended().get(30, TimeUnit.SECONDS))
                    .extracting(Ending::code)
                    .isEqualTo(transport == ClientTransport.RAW_WEBSOCKET ? 1000 : 1001);
        }
    }

    /** Now and then lets all arrive first, so that idle moments are tried too. */
    private static void inBursts(
            Sequence sequence, Consumer<List<String>> send, SockJsClient client) {
        Random random = new Random(sequence.text(0).hashCode());
        int next = 0;
        while (next < MESSAGES) {
            int end = Math.min(MESSAGES, next + 1 + random.nextInt(LARGEST_BURST));
            send.accept(sequence.texts(next, end));
            next = end;
            if (random.nextInt(PAUSE_EVERY) == 0) {
                awaitHeard(sequence, next, client);
            }
        }
    }

    private static void awaitHeard(Sequence sequence, int count, SockJsClient client) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .failFast("ended", () -> assertThat(client.ended()).isNotDone())
                .until(() -> sequence.heard() >= count);
    }

    private static void send(UpstreamSocket socket, List<String> burst) {
        try {
            socket.send(burst);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
