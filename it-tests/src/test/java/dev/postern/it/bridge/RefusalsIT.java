package dev.postern.it.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.Ending;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp;
import dev.postern.it.support.RawWebSocket;
import dev.postern.it.support.SockJsClient;
import dev.postern.it.support.TestUpstream;
import dev.postern.it.support.UpstreamSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An application that does not take a session, at once or late, and how a client hears of it. */
class RefusalsIT {

    /** What sockjs-client grants a transport after a fast {@code /info}, jsonp half of it. */
    private static final Duration CLIENT_PATIENCE = Duration.ofMillis(600);

    /** Long before it would be given up anyway. */
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    /** Upstreams wait for this; a class's end must not wait for them. */
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    /** Bound and not listening: who connects is refused, and nobody else is given the port. */
    private static final Socket NOBODYS = new Socket();

    private static TestUpstream upstream;
    private static GatewayProcess gateway;

    /** So patient that a refusal is fast on any machine. */
    private static GatewayProcess patient;

    @BeforeAll
    static void start() throws IOException {
        NOBODYS.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        upstream = TestUpstream.serve(RefusalsIT::answer);
        gateway = GatewayProcess.start(
                "--grace",
                "500ms",
                "--allow",
                "jsonp,htmlfile",
                "--connect-timeout",
                "3s",
                "--route",
                "/late401=" + upstream.url("/late/401"),
                "--route",
                "/late=" + upstream.url("/late/101"),
                "--route",
                "/mute=" + upstream.url("/mute"));
        patient = GatewayProcess.start(
                "--grace",
                "500ms",
                "--allow",
                "jsonp,htmlfile",
                "--open-hold",
                "10s",
                "--connect-timeout",
                "60s",
                "--disconnect-delay",
                "60s",
                "--route",
                "/401=" + upstream.url("/401"),
                "--route",
                "/403=" + upstream.url("/403"),
                "--route",
                "/500=" + upstream.url("/500"),
                "--route",
                "/302=" + upstream.url("/302"),
                "--route",
                "/503=" + upstream.url("/503"),
                "--route",
                "/200=" + upstream.url("/200"),
                "--route",
                "/mute=" + upstream.url("/mute") + " open-hold=200ms",
                "--route",
                "/gone=ws://127.0.0.1:" + NOBODYS.getLocalPort() + "/");
    }

    /** Says what the path says; after two seconds where that is late. */
    private static void answer(UpstreamSocket socket) throws IOException {
        String path = socket.request().second().replaceAll("\\?.*", "");
        if (path.equals("/mute") || (path.startsWith("/late") && linger(2))) {
            linger(60);
        } else if (path.endsWith("101")) {
            socket.accept();
            socket.send("at last");
            socket.readToEnd();
        } else {
            socket.refuse(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
        }
    }

    private static boolean linger(int seconds) {
        try {
            return NEVER.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @AfterAll
    static void stop() throws IOException {
        NOBODYS.close();
        NEVER.countDown();
        gateway.close();
        patient.close();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/401, 3000, Unauthorized, 401",
        "/403, 3003, Forbidden, 403",
        "/500, 1014, Bad gateway, 502",
        "/302, 1014, Bad gateway, 502",
        "/200, 1014, Bad gateway, 502",
        "/503, 1013, Try again later, 503",
        "/gone, 1014, Bad gateway, 502",
    })
    void aFastRefusalIsToldWithoutAnOpenFrame(String prefix, int code, String reason, int status)
            throws Exception {
        for (ClientTransport transport : overSockJs()) {
            try (SockJsClient client = start(transport, patient, prefix)) {
                assertThat(client.ended().get(30, TimeUnit.SECONDS))
                        .as("%s", transport)
                        .isEqualTo(new Ending(code, reason));
                assertThat(client.frames()).as("%s", transport).hasSize(1);
            }
        }
        assertThat(rawStatus(patient, prefix)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"/late401, 3000, Unauthorized, 401", "/mute, 3008, Timeout, 504"})
    void aLateRefusalIsToldBehindTheOpenFrame(String prefix, int code, String reason, int status)
            throws Exception {
        List<SockJsClient> clients = new ArrayList<>();
        try {
            for (ClientTransport transport : overSockJs()) {
                Duration quickest = opening(transport, prefix, clients);
                // A machine that stalls does so now and then: a hold that is too long is so each
                // time.
                for (int i = 0; i < 5 && quickest.compareTo(CLIENT_PATIENCE) >= 0; i++) {
                    quickest = opening(transport, prefix, clients);
                }
                assertThat(quickest).as("%s", transport).isLessThan(CLIENT_PATIENCE);
            }
            for (SockJsClient client : clients) {
                assertThat(client.ended().get(30, TimeUnit.SECONDS))
                        .isEqualTo(new Ending(code, reason));
                assertThat(client.frames()).hasSize(2).first().isEqualTo("o");
            }
        } finally {
            clients.forEach(SockJsClient::close);
        }
        assertThat(rawStatus(gateway, prefix)).isEqualTo(status);
    }

    /** How long a new client waits for its open frame. */
    private static Duration opening(
            ClientTransport transport, String prefix, List<SockJsClient> clients)
            throws IOException {
        long start = System.nanoTime();
        SockJsClient client = start(transport, gateway, prefix);
        clients.add(client);
        client.awaitOpen();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void anUpstreamThatTakesItsTimeIsReachedOnceAndOnTheFirstTransport() throws Exception {
        List<SockJsClient> clients = new ArrayList<>();
        try {
            for (ClientTransport transport : overSockJs()) {
                SockJsClient client = start(transport, gateway, "/late");
                clients.add(client);
                client.awaitOpen().send("held", "in", "order");
            }
            for (SockJsClient client : clients) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> client.messages().equals(List.of("at last")));
                UpstreamSocket socket = upstream.socket(client.key());
                await().atMost(Duration.ofSeconds(30)).until(() -> socket.received() == 3);
                assertThat(socket.messages())
                        .extracting(message -> message.text())
                        .containsExactly("held", "in", "order");
                assertThat(upstream.count(client.key())).isEqualTo(1);
                assertThat(client.opens()).isEqualTo(1);
            }
        } finally {
            clients.forEach(SockJsClient::close);
        }
    }

    @Test
    void aRawClientWaitsForTheUpstreamsOwnAnswer() throws Exception {
        long start = System.nanoTime();
        try (RawWebSocket socket =
                RawWebSocket.open(gateway.port(), "/late/websocket?k=raw-late")) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThan(Duration.ofMillis(1900));
            assertThat(socket.readText()).isEqualTo("at last");
        }
    }

    @Test
    void aClientThatLeavesWhileTheUpstreamIsAskedCancelsThat() throws Exception {
        for (ClientTransport transport : overSockJs()) {
            SockJsClient client = start(transport, patient, "/mute");
            UpstreamSocket socket = upstream.socket(client.key());
            client.vanish();
            assertThat(socket.awaitEndOfConnection(AT_ONCE)).as("%s", transport).isTrue();
        }
    }

    private static List<ClientTransport> overSockJs() {
        return Arrays.stream(ClientTransport.values())
                .filter(transport -> transport != ClientTransport.RAW_WEBSOCKET)
                .toList();
    }

    private static SockJsClient start(ClientTransport transport, GatewayProcess by, String prefix)
            throws IOException {
        String key = transport + prefix.substring(1) + System.nanoTime();
        return SockJsClient.start(transport, ClientTarget.of(by.port(), prefix, key));
    }

    private static int rawStatus(GatewayProcess by, String prefix) throws IOException {
        try (RawHttp http = RawHttp.connect(by.port())) {
            return http.request("GET", prefix + "/websocket", null, RawWebSocket.handshakeFields())
                    .readHead()
                    .status();
        }
    }
}
