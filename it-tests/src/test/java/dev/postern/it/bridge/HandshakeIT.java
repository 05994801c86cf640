package dev.postern.it.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.Headers;
import dev.postern.it.support.RawWebSocket;
import dev.postern.it.support.SockJsClient;
import dev.postern.it.support.TestUpstream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What an application learns of its client, and what it never does. */
class HandshakeIT {

    private static final String[] CLIENT = {
        "Cookie: user=alice; theme=dark",
        "Authorization: Bearer abc",
        "Origin: https://app.example.com",
        "User-Agent: it",
        "Accept-Language: de, en;q=0.5",
        "X-Tenant: blue",
        "X-Not-Listed: secret",
        "X-Forwarded-For: 203.0.113.66",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: forged.example.com",
        "Forwarded: for=203.0.113.66;proto=https"
    };

    private static TestUpstream upstream;
    private static GatewayProcess gateway;
    private static GatewayProcess trusting;

    @BeforeAll
    static void start() {
        upstream = TestUpstream.serve(socket -> {
            String choice = socket.parameter("choose");
            socket.accept(
                    "Set-Cookie: upstream=of-" + socket.parameter("k") + "; Path=/",
                    choice.isEmpty() ? "X-Nothing: chosen" : "Sec-WebSocket-Protocol: " + choice);
            socket.readToEnd();
        });
        String route = "/chat=" + upstream.url("/ws?fixed=1");
        String[] options = {
            "--grace",
            "500ms",
            "--allow",
            "jsonp,htmlfile",
            "--origin",
            "*",
            "--forward-header",
            "X-Tenant",
            "--route",
            route
        };
        gateway = GatewayProcess.start(options);
        String[] trust = Arrays.copyOf(options, options.length + 2);
        trust[options.length] = "--trust";
        trust[options.length + 1] = "127.0.0.0/8";
        trusting = GatewayProcess.start(trust);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        trusting.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void passesOnWhatTheClientSaysOfItselfAndSaysAfreshWhereItIs(ClientTransport transport)
            throws IOException {
        Headers request = requestOf(transport, gateway, "of-" + transport);

        assertThat(request.second()).startsWith("/ws?").contains("fixed=1", "k=of-" + transport);
        assertThat(request.field("Cookie")).isEqualTo("user=alice; theme=dark");
        assertThat(request.field("Authorization")).isEqualTo("Bearer abc");
        assertThat(request.field("Origin")).isEqualTo("https://app.example.com");
        assertThat(request.field("User-Agent")).isEqualTo("it");
        assertThat(request.field("Accept-Language")).isEqualTo("de, en;q=0.5");
        assertThat(request.field("X-Tenant")).isEqualTo("blue");
        assertThat(request.has("X-Not-Listed")).isFalse();
        assertThat(request.has("Content-Length")).isFalse();
        assertThat(request.has("Content-Type")).isFalse();
        assertThat(request.field("Host")).isEqualTo("127.0.0.1:" + upstream.port());

        assertThat(request.field("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(request.field("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(request.field("X-Forwarded-Host")).isEqualTo("127.0.0.1:" + gateway.port());
        assertThat(request.field("Forwarded"))
                .contains("for=127.0.0.1", "proto=http", "host=\"127.0.0.1:" + gateway.port() + '"')
                .doesNotContain("203.0.113.66", "https");
    }

    @Test
    void believesATrustedProxy() throws IOException {
        Headers request = requestOf(ClientTransport.XHR_POLLING, trusting, "trusted");

        assertThat(request.field("X-Forwarded-For")).isEqualTo("203.0.113.66, 127.0.0.1");
        assertThat(request.field("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(request.field("X-Forwarded-Host")).isEqualTo("forged.example.com");
        assertThat(request.field("Forwarded")).contains("for=203.0.113.66", "proto=https");
    }

    private static Headers requestOf(ClientTransport transport, GatewayProcess by, String key)
            throws IOException {
        ClientTarget target = ClientTarget.of(by.port(), "/chat", key).withHeaders(CLIENT);
        try (SockJsClient client = SockJsClient.start(transport, target)) {
            client.awaitOpen();
            return upstream.socket(key).request();
        }
    }

    /** The upstream sets a cookie on each handshake; nobody may ever bring one back who was not given it. */
    @Test
    void noCookieOfOneUserReachesAnother() throws IOException {
        for (int round = 0; round < 2; round++) {
            for (ClientTransport transport : ClientTransport.values()) {
                String key = "cookies" + round + transport;
                try (SockJsClient client = SockJsClient.start(
                        transport, ClientTarget.of(gateway.port(), "/chat", key))) {
                    client.awaitOpen();
                    assertThat(upstream.socket(key).request().has("Cookie"))
                            .as(key)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void aSubProtocolIsAgreedOnEndToEnd() throws IOException {
        try (RawWebSocket socket = RawWebSocket.open(
                gateway.port(),
                "/chat/websocket?k=sub&choose=v11.stomp",
                "Sec-WebSocket-Protocol: v10.stomp, v11.stomp")) {
            assertThat(socket.handshake().header("Sec-WebSocket-Protocol")).isEqualTo("v11.stomp");
        }
        assertThat(upstream.socket("sub").request().field("Sec-WebSocket-Protocol"))
                .isEqualTo("v10.stomp, v11.stomp");
    }

    @Test
    void noSubProtocolIsToldWhereTheUpstreamChoseNone() throws IOException {
        try (RawWebSocket socket = RawWebSocket.open(
                gateway.port(),
                "/chat/websocket?k=none",
                "Sec-WebSocket-Protocol: v10.stomp, v11.stomp")) {
            assertThat(socket.handshake().headers()).doesNotContainKey("Sec-WebSocket-Protocol");
        }
    }

    @Test
    void extensionsAreNotAgreedOnForSomebodyElse() throws IOException {
        try (RawWebSocket socket = RawWebSocket.open(
                gateway.port(),
                "/chat/websocket?k=deflate",
                "Sec-WebSocket-Extensions: permessage-deflate")) {
            assertThat(socket.handshake().headers()).doesNotContainKey("Sec-WebSocket-Extensions");
        }
        assertThat(upstream.socket("deflate").request().fields().keySet())
                .doesNotContainAnyElementsOf(List.of("Sec-WebSocket-Extensions"));
    }
}
