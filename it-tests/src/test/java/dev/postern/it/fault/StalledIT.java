package dev.postern.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.Ending;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.SockJsClient;
import dev.postern.it.support.TestUpstream;
import dev.postern.it.support.UpstreamSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * One end floods and the other does not read: the flood stops at a bound, everybody else is served as before,
 * and after the stall time (30 s) the session ends with a reason.
 */
class StalledIT {

    private static final String MESSAGE = "m".repeat(10_000);

    /** Per session: what our queues may hold (4 MiB) and what the kernel does on four sockets' ends. */
    private static final long BOUND = 24L << 20;

    private static final long KERNEL_SLACK = 1L << 20;

    private static final Duration STALL = Duration.ofSeconds(30);
    /** Who had to wait for those that stall would wait for longer. */
    private static final Duration UNDISTURBED = Duration.ofSeconds(10);

    private static final List<Integer> SLOW = List.of(1008);
    private static final List<Integer> SLOW_OR_GONE = List.of(1008, 1001);
    private static final List<Integer> SLOW_OR_INTERRUPTED = List.of(1008, 1002);
    private static final int ECHOES = 100;

    /** Bytes that the flooding side got rid of, by the session's key. */
    private static final Map<String, AtomicLong> POURED = new ConcurrentHashMap<>();

    private static final CountDownLatch OVER = new CountDownLatch(1);
    private static TestUpstream upstream;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        upstream = TestUpstream.serve(socket -> {
            switch (socket.parameter("k").replaceAll("-.*", "")) {
                case "flood" -> flood(socket);
                case "deaf" -> beDeaf(socket);
                default -> TestUpstream.ECHO.run(socket);
            }
        });
        gateway = GatewayProcess.start(
                "--grace",
                "500ms",
                "--allow",
                "jsonp,htmlfile",
                "--route",
                "/chat=" + upstream.url("/ws"));
    }

    /** Reads on another thread, so that the end of the session is heard. */
    private static void flood(UpstreamSocket socket) throws IOException {
        socket.accept();
        Thread reader = new Thread(socket::readToEnd, "flood-reader");
        reader.setDaemon(true);
        reader.start();
        AtomicLong poured = poured(socket.parameter("k"));
        while (OVER.getCount() > 0 && !socket.ended().isDone()) {
            socket.send(MESSAGE);
            poured.addAndGet(MESSAGE.length());
        }
    }

    private static void beDeaf(UpstreamSocket socket) throws IOException {
        socket.accept();
        try {
            OVER.await(120, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static AtomicLong poured(String key) {
        return POURED.computeIfAbsent(key, unused -> new AtomicLong());
    }

    @AfterAll
    static void stop() {
        OVER.countDown();
        gateway.close();
        upstream.close();
    }

    /** All stalls at once, as each takes the stall time. */
    @Test
    void aFloodIsHeldUnderItsBoundWhileOthersAreServedAndEndsWithAReason() throws Exception {
        Duration before = slowestOfEchoes("before");

        List<SockJsClient> stalled = new ArrayList<>();
        List<SockJsClient> pouring = new ArrayList<>();
        long start = System.nanoTime();
        try {
            for (ClientTransport transport : continuous()) {
                SockJsClient client = start("flood-" + transport, transport);
                stalled.add(client);
                client.awaitOpen();
                client.stall();
            }
            for (ClientTransport transport : ClientTransport.values()) {
                SockJsClient client = start("deaf-" + transport, transport).awaitOpen();
                pouring.add(client);
                pour(client);
            }
            List<String> flooded = stalled.stream().map(SockJsClient::key).toList();
            awaitStandstill(flooded);
            assertThat(flooded)
                    .allSatisfy(key -> assertThat(poured(key).get()).isBetween(100_000L, BOUND));
            assertThat(slowestOfEchoes("during")).isLessThan(before.plus(UNDISTURBED));
            // Nothing more is taken in, however long it lasts, but for what the kernel's buffers
            // grow.
            Map<String, Long> taken = new ConcurrentHashMap<>();
            flooded.forEach(key -> taken.put(key, poured(key).get()));
            assertThat(slowestOfEchoes("again")).isLessThan(before.plus(UNDISTURBED));
            assertThat(flooded)
                    .allSatisfy(key -> assertThat(poured(key).get())
                            .isLessThan(taken.get(key) + KERNEL_SLACK));

            for (SockJsClient client : stalled) {
                Ending told = upstream.socket(client.key())
                        .ended()
                        .get(STALL.toSeconds() + 60, TimeUnit.SECONDS);
                // A response that is full is handed to the kernel; then it is the next poll that
                // never comes.
                assertThat(told.code())
                        .as(client.key())
                        .isIn(client.transport().isWebSocket() ? SLOW : SLOW_OR_GONE);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThan(STALL.minusSeconds(2));
            for (SockJsClient client : stalled) {
                client.readOn();
                Ending heard = client.ended().get(30, TimeUnit.SECONDS);
                assertThat(heard.code())
                        .as("%s: %s", client.key(), heard)
                        .isIn(client.transport().isWebSocket() ? SLOW : SLOW_OR_INTERRUPTED);
            }
            for (SockJsClient client : pouring) {
                assertThat(client.ended()
                                .get(STALL.toSeconds() + 60, TimeUnit.SECONDS)
                                .code())
                        .as(client.key())
                        .isEqualTo(1008);
            }
        } finally {
            Stream.concat(stalled.stream(), pouring.stream()).forEach(SockJsClient::close);
        }
        assertThat(gateway.logText()).doesNotContain("OutOfMemory", "\tat ");
    }

    /** Streams; a polling client that does not ask is not written to. */
    private static List<ClientTransport> continuous() {
        return Arrays.stream(ClientTransport.values())
                .filter(transport -> !transport.isPolling())
                .toList();
    }

    /** Sends until it is stopped; each batch of sockjs-client's is what had queued up. */
    private static void pour(SockJsClient client) {
        Thread pourer = new Thread(
                () -> {
                    while (!client.ended().isDone() && OVER.getCount() > 0) {
                        int sent = client.acknowledged();
                        client.send(MESSAGE);
                        await().atMost(Duration.ofSeconds(60))
                                .pollInterval(Duration.ofMillis(1))
                                .until(() -> client.acknowledged() > sent
                                        || client.ended().isDone());
                    }
                },
                "pourer");
        pourer.setDaemon(true);
        pourer.start();
    }

    private static void awaitStandstill(List<String> keys) {
        Map<String, Long> last = new ConcurrentHashMap<>();
        await().atMost(Duration.ofSeconds(25))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    boolean still = true;
                    for (String key : keys) {
                        long now = poured(key).get();
                        still &= Long.valueOf(now).equals(last.put(key, now));
                    }
                    return still;
                });
    }

    private static Duration slowestOfEchoes(String when) throws Exception {
        Duration slowest = Duration.ZERO;
        try (SockJsClient client =
                start("echo-" + when, ClientTransport.WEBSOCKET).awaitOpen()) {
            for (int i = 1; i <= ECHOES; i++) {
                int count = i;
                long start = System.nanoTime();
                client.send("echo");
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> client.received() >= count);
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
        }
        return slowest;
    }

    private static SockJsClient start(String key, ClientTransport transport) throws IOException {
        ClientTarget target = ClientTarget.of(gateway.port(), "/chat", key);
        return SockJsClient.start(
                transport, key.startsWith("flood") ? target.asNarrow().withoutKeepAlive() : target);
    }
}
