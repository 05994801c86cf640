package dev.postern.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp;
import dev.postern.it.support.SockJsClient;
import dev.postern.it.support.TestUpstream;
import dev.postern.it.support.UpstreamSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client that is gone is told upstream at once, and its session, however lost, never begins anew. */
class VanishedClientIT {

    /** Far less than the patient gateway waits for a client's return. */
    private static final int AT_ONCE_SECONDS = 20;

    private static final Duration BEYOND_DISCONNECT_AND_LINGER = Duration.ofSeconds(11);

    private static TestUpstream upstream;
    private static GatewayProcess gateway;
    private static GatewayProcess patient;

    @BeforeAll
    static void start() {
        upstream = TestUpstream.serve(TestUpstream.ECHO);
        gateway = GatewayProcess.start(
                "--grace",
                "500ms",
                "--allow",
                "jsonp,htmlfile",
                "--route",
                "/chat=" + upstream.url("/ws"));
        patient = GatewayProcess.start(
                "--grace",
                "500ms",
                "--disconnect-delay",
                "2m",
                "--allow",
                "jsonp,htmlfile",
                "--route",
                "/chat=" + upstream.url("/ws"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        patient.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void aResetIsToldUpstreamAtOnce(ClientTransport transport) throws Exception {
        SockJsClient client = waiting(patient, transport, "reset");
        UpstreamSocket socket = upstream.socket(client.key());
        client.vanish();
        assertThat(socket.ended().get(AT_ONCE_SECONDS, TimeUnit.SECONDS).code()).isEqualTo(1001);
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void anEndOfTheConnectionIsToldUpstreamAtOnce(ClientTransport transport) throws Exception {
        SockJsClient client = waiting(patient, transport, "end");
        UpstreamSocket socket = upstream.socket(client.key());
        client.vanishQuietly();
        assertThat(socket.ended().get(AT_ONCE_SECONDS, TimeUnit.SECONDS).code()).isEqualTo(1001);
    }

    @Test
    void aSessionThatWasLostIsNeverOpenedAgain() throws Exception {
        Map<SockJsClient, String> answers = new LinkedHashMap<>();
        for (ClientTransport transport : ClientTransport.values()) {
            if (!transport.isWebSocket()) {
                SockJsClient lost = waiting(gateway, transport, "lost");
                lost.vanish();
                upstream.socket(lost.key()).ended().get(30, TimeUnit.SECONDS);
                answers.put(lost, "c[1002,");
                SockJsClient bereft = waiting(gateway, transport, "bereft");
                upstream.socket(bereft.key()).reset();
                assertThat(bereft.ended().get(30, TimeUnit.SECONDS).code()).isEqualTo(1014);
                answers.put(bereft, "c[1014,");
            }
        }
        await().during(BEYOND_DISCONNECT_AND_LINGER)
                .atMost(BEYOND_DISCONNECT_AND_LINGER.plusSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    for (Map.Entry<SockJsClient, String> each : answers.entrySet()) {
                        assertThat(poll(each.getKey()))
                                .as(each.getKey().key())
                                .startsWith(each.getValue());
                        assertThat(upstream.count(each.getKey().key())).isEqualTo(1);
                    }
                });
    }

    private static String poll(SockJsClient client) throws IOException {
        try (RawHttp http = RawHttp.connect(gateway.port())) {
            return http.request("POST", client.path() + "/xhr?k=" + client.key(), "")
                    .read()
                    .body();
        }
    }

    /** A session on which something has been there and back, and whose next poll waits. */
    private static SockJsClient waiting(GatewayProcess by, ClientTransport transport, String why)
            throws IOException {
        ClientTarget target = ClientTarget.of(by.port(), "/chat", why + transport);
        SockJsClient client = SockJsClient.start(transport, target).awaitOpen();
        client.send("there", "and back");
        await().atMost(Duration.ofSeconds(30)).until(() -> client.received() == 2);
        // The next poll may still be on its way, where a reset would overtake it.
        await().pollDelay(Duration.ofMillis(200)).until(() -> !client.ended().isDone());
        // Nor may the gateway have been asleep all that time.
        try (RawHttp http = RawHttp.connect(by.port())) {
            assertThat(http.request("GET", "/chat/info", null).read().status()).isEqualTo(200);
        }
        return client;
    }
}
