package dev.postern.it.bridge;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Close codes and binary messages, both ways: what one end says, the other hears. */
class ClosingIT {

    private static final byte[] BYTES = {0, 1, 2, (byte) 0xFF, (byte) 0xC3, 0x28, 127, (byte) 128};

    private static final AtomicInteger KEYS = new AtomicInteger();
    private static TestUpstream upstream;
    private static GatewayProcess gateway;
    private static GatewayProcess encoding;

    @BeforeAll
    static void start() {
        upstream = TestUpstream.serve(TestUpstream.KEEP);
        String route = "/chat=" + upstream.url("/ws");
        gateway = GatewayProcess.start(
                "--grace", "500ms", "--allow", "jsonp,htmlfile", "--route", route);
        encoding = GatewayProcess.start(
                "--grace",
                "500ms",
                "--allow",
                "jsonp,htmlfile",
                "--binary",
                "base64",
                "--route",
                route);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        encoding.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void theUpstreamsCodeAndReasonReachTheClientBehindItsMessages(ClientTransport transport)
            throws Exception {
        try (SockJsClient client = open(transport, gateway)) {
            UpstreamSocket socket = upstream.socket(client.key());
            socket.send(List.of("one", "two"));
            socket.sendClose(4321, "Schluß, 終わり \"q\"");

            assertThat(client.ended().get(30, TimeUnit.SECONDS))
                    .isEqualTo(new Ending(4321, "Schluß, 終わり \"q\""));
            assertThat(client.messages()).containsExactly("one", "two");
        }
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void aCloseWithoutACodeIsANormalOne(ClientTransport transport) throws Exception {
        try (SockJsClient client = open(transport, gateway)) {
            upstream.socket(client.key()).sendClose(1005, "");

            assertThat(client.ended().get(30, TimeUnit.SECONDS).code()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void anUpstreamThatIsLostIsABadGateway(ClientTransport transport) throws Exception {
        try (SockJsClient client = open(transport, gateway)) {
            upstream.socket(client.key()).reset();

            assertThat(client.ended().get(30, TimeUnit.SECONDS).code()).isEqualTo(1014);
            assertThat(client.opens()).isEqualTo(1);
            assertThat(upstream.count(client.key())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(value = ClientTransport.class, mode = Mode.EXCLUDE, names = "RAW_WEBSOCKET")
    void aPageThatLeavesGoesAway(ClientTransport transport) throws Exception {
        SockJsClient client = open(transport, gateway);
        UpstreamSocket socket = upstream.socket(client.key());
        client.close();

        assertThat(socket.ended().get(30, TimeUnit.SECONDS).code()).isEqualTo(1001);
    }

    @Test
    void aRawClientsCodeAndReasonReachTheUpstream() throws Exception {
        try (SockJsClient client = open(ClientTransport.RAW_WEBSOCKET, gateway)) {
            UpstreamSocket socket = upstream.socket(client.key());
            client.sendClose(4007, "genug");

            assertThat(socket.ended().get(30, TimeUnit.SECONDS))
                    .isEqualTo(new Ending(4007, "genug"));
        }
    }

    @Test
    void binaryTravelsUnchangedOnARawWebSocket() throws Exception {
        try (SockJsClient client = open(ClientTransport.RAW_WEBSOCKET, gateway)) {
            UpstreamSocket socket = upstream.socket(client.key());
            client.sendBinary(BYTES);
            socket.sendBinary(BYTES);

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> socket.received() == 1 && client.binaries().size() == 1);
            assertThat(socket.messages().get(0).isText()).isFalse();
            assertThat(socket.messages().get(0).payload()).isEqualTo(BYTES);
            assertThat(client.binaries().get(0)).isEqualTo(BYTES);
        }
    }

    @ParameterizedTest
    @EnumSource(value = ClientTransport.class, mode = Mode.EXCLUDE, names = "RAW_WEBSOCKET")
    void binaryEndsASockJsSessionWithAReason(ClientTransport transport) throws Exception {
        try (SockJsClient client = open(transport, gateway)) {
            UpstreamSocket socket = upstream.socket(client.key());
            socket.send("text");
            socket.sendBinary(BYTES);

            assertThat(client.ended().get(30, TimeUnit.SECONDS)).satisfies(ending -> {
                assertThat(ending.code()).isEqualTo(1003);
                assertThat(ending.reason()).isNotEmpty();
            });
            assertThat(client.messages()).containsExactly("text");
            assertThat(socket.ended().get(30, TimeUnit.SECONDS).code()).isEqualTo(1003);
        }
    }

    @ParameterizedTest
    @EnumSource(value = ClientTransport.class, mode = Mode.EXCLUDE, names = "RAW_WEBSOCKET")
    void binaryTravelsAsBase64WhereTheRouteSaysSo(ClientTransport transport) throws Exception {
        try (SockJsClient client = open(transport, encoding)) {
            UpstreamSocket socket = upstream.socket(client.key());
            socket.sendBinary(BYTES);
            socket.send("text");

            String encoded =
                    new String(Base64.getEncoder().encode(BYTES), StandardCharsets.US_ASCII);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> client.messages().equals(List.of(encoded, "text")));
        }
    }

    private static SockJsClient open(ClientTransport transport, GatewayProcess by)
            throws IOException {
        ClientTarget target =
                ClientTarget.of(by.port(), "/chat", "closing" + KEYS.incrementAndGet());
        return SockJsClient.start(transport, target).awaitOpen();
    }
}
