package dev.postern.it.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.CuttingProxy;
import dev.postern.it.support.Ending;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp;
import dev.postern.it.support.Sequence;
import dev.postern.it.support.SockJsClient;
import dev.postern.it.support.TestUpstream;
import dev.postern.it.support.UpstreamSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Connections that are reset at random, before and behind the gateway: a session is complete or ends with a
 * code, both ends agree on what arrived, and nobody is given a new session under an old id.
 */
class CutConnectionsIT {

    private static final int SESSIONS = 60;
    private static final int AT_ONCE = 12;
    private static final int MESSAGES = 120;
    private static final int LARGEST_BURST = 20;
    private static final double BEHIND = 0.05;

    /** Of what a browser opens: a WebSocket is one connection, a polling session some dozens. */
    private static final double BEFORE_WEBSOCKET = 0.1;

    private static final double BEFORE_HTTP = 0.02;

    /** About what a long connection carries here in one direction, and what a request does. */
    private static final int LATEST_CUT = 6000;

    private static final int LATEST_CUT_OF_A_REQUEST = 600;
    private static final long SEED = 20_261_122;

    private static final Map<String, Sequence> AT_UPSTREAM = new ConcurrentHashMap<>();
    private static TestUpstream upstream;
    private static CuttingProxy behind;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        upstream = TestUpstream.serve(socket -> {
            Sequence expected = AT_UPSTREAM.get(socket.parameter("k"));
            socket.accept();
            socket.readToEnd(message -> expected.accept(message.text()));
        });
        behind = CuttingProxy.before(upstream.port(), BEHIND, LATEST_CUT, SEED);
        gateway = GatewayProcess.start(
                "--grace",
                "500ms",
                "--allow",
                "jsonp,htmlfile",
                "--route",
                "/chat=ws://127.0.0.1:" + behind.port() + "/ws");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        behind.close();
        upstream.close();
        // Of all transports together: of one's sixty connections chance may spare all.
        assertThat(behind.cuts()).as("cuts behind the gateway").isGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void aSessionIsCompleteOrEndsWithACode(ClientTransport transport) throws Exception {
        double share = transport.isWebSocket() ? BEFORE_WEBSOCKET : BEFORE_HTTP;
        int latest = transport.isWebSocket() ? LATEST_CUT : LATEST_CUT_OF_A_REQUEST;
        ExecutorService users = Executors.newFixedThreadPool(AT_ONCE);
        try (CuttingProxy before = CuttingProxy.before(gateway.port(), share, latest, SEED)) {
            List<Future<Visit>> visits = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                String key = transport.name() + i;
                visits.add(users.submit(
                        (Callable<Visit>) () -> new Visit(transport, key).over(before)));
            }
            int complete = 0;
            for (Future<Visit> each : visits) {
                Visit visit = each.get(120, TimeUnit.SECONDS);
                visit.checkAgreement();
                complete += visit.isComplete() ? 1 : 0;
            }
            assertThat(before.cuts()).as("cuts before the gateway").isGreaterThan(3);
            assertThat(complete)
                    .as("sessions that nothing happened to")
                    .isGreaterThan(SESSIONS / 4);
        } finally {
            users.shutdownNow();
        }
        assertThat(gateway.log()).noneMatch(line -> line.startsWith("\tat "));
    }

    /** One session, from its first connection until neither end hears of it any more. */
    private static final class Visit {

        private final ClientTransport transport;
        private final String key;
        private final Sequence up = new Sequence("up");
        private final Sequence down = new Sequence("down");
        private int opens;
        private String again = "";
        private Ending ending = Ending.lost("never connected");

        Visit(ClientTransport transport, String key) {
            this.transport = transport;
            this.key = key;
            AT_UPSTREAM.put(key, up);
        }

        Visit over(CuttingProxy proxy) throws Exception {
            ClientTarget target = ClientTarget.of(proxy.port(), "/chat", key).withoutKeepAlive();
            SockJsClient client;
            try {
                client = SockJsClient.start(transport, target, down);
            } catch (IOException e) {
                ending = Ending.lost(e.toString());
                return this;
            }
            try (client) {
                talk(client);
                ending = client.ended().getNow(new Ending(1000, "complete"));
            } finally {
                opens = client.opens();
            }
            if (ending.code() == Ending.LOST && !transport.isWebSocket() && socket().isPresent()) {
                again = askAgain(client.path());
            }
            if (socket().isPresent()) {
                // At the latest after the 5 s that a session waits for its next receiver, or
                // lingers.
                socket().get().ended().get(60, TimeUnit.SECONDS);
            }
            return this;
        }

        private void talk(SockJsClient client) {
            awaitEither(client, () -> socket().isPresent());
            Random random = new Random(key.hashCode());
            int next = 0;
            while (next < MESSAGES && !client.ended().isDone()) {
                int end = Math.min(MESSAGES, next + 1 + random.nextInt(LARGEST_BURST));
                client.send(up.texts(next, end));
                try {
                    socket().orElseThrow().send(down.texts(next, end));
                } catch (IOException e) {
                    // Cut; the client will hear of it.
                }
                int wanted = end;
                awaitEither(client, () -> up.heard() >= wanted && down.heard() >= wanted);
                next = end;
            }
        }

        private static void awaitEither(SockJsClient client, Callable<Boolean> condition) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> client.ended().isDone() || condition.call());
        }

        /** What a poll under the old id hears; empty where it is left to wait. */
        private String askAgain(String path) throws IOException {
            try (RawHttp http = RawHttp.connect(gateway.port())) {
                http.timeoutMillis(1000);
                return http.request("POST", path + "/xhr?k=" + key, "").read().body();
            } catch (SocketTimeoutException e) {
                return "";
            }
        }

        private Optional<UpstreamSocket> socket() {
            return upstream.sockets().stream()
                    .filter(socket -> socket.parameter("k").equals(key))
                    .findFirst();
        }

        boolean isComplete() {
            return up.heard() == MESSAGES && down.heard() == MESSAGES;
        }

        void checkAgreement() {
            assertThat(up.mistakes()).as("what upstream heard").isEmpty();
            assertThat(down.mistakes()).as("what the client heard").isEmpty();
            assertThat(opens).as("open frames").isLessThanOrEqualTo(1);
            assertThat(upstream.count(key)).as("upstream connections").isLessThanOrEqualTo(1);
            assertThat(again).as("a poll under the old id").doesNotStartWith("o");
            if (!isComplete()) {
                // Accepted and not delivered: only in a session that says how it ended.
                assertThat(ending.code()).as("%s: %s", key, ending).isIn(1002, 1006, 1014);
            }
        }
    }
}
