package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp;
import dev.postern.it.support.RawHttp.Response;
import dev.postern.it.support.RawWebSocket;
import dev.postern.it.support.TestUpstream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What only a route to an application shows: its sub-protocol, and heartbeats of a chosen interval. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BridgedIT {

    private static final String PREFIX = "/spring-websocket-portfolio/portfolio";

    private final TestUpstream application = TestUpstream.serve(socket -> {
        String offered = socket.request().field("Sec-WebSocket-Protocol");
        if (offered != null && offered.contains("v10.stomp")) {
            socket.accept("Sec-WebSocket-Protocol: v10.stomp");
        } else {
            socket.accept();
        }
        socket.readToEnd();
    });

    private GatewayProcess gateway;
    private Service route;

    @BeforeAll
    void start() {
        gateway = GatewayProcess.start(
                "--route",
                PREFIX + '=' + application.url("/portfolio"),
                "--heartbeat",
                "1s",
                "--sub-protocol",
                "v10.stomp,v11.stomp");
        route = Service.of(gateway, PREFIX);
    }

    @AfterAll
    void stop() {
        gateway.close();
        application.close();
    }

    /** Letter by letter what a user's browser sent. */
    @Test
    void handshakeOfOurUser() throws IOException {
        try (RawHttp http = RawHttp.connect(gateway.port())) {
            http.head(
                    "GET " + PREFIX + " HTTP/1.1",
                    "Host: localhost:8080",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: Uc9l9TMkWGbHFD2qnFHltg==",
                    "Sec-WebSocket-Protocol: v10.stomp, v11.stomp",
                    "Sec-WebSocket-Version: 13",
                    "Origin: http://localhost:8080");
            Response response = http.readHead();
            assertThat(response.status()).isEqualTo(101);
            assertThat(response.header("Upgrade")).isEqualToIgnoringCase("websocket");
            assertThat(response.header("Connection")).isEqualToIgnoringCase("Upgrade");
            assertThat(response.header("Sec-WebSocket-Accept"))
                    .isEqualTo("1qVdfYHU9hPOl4JYYNXF623Gzn0=");
            assertThat(response.header("Sec-WebSocket-Protocol")).isEqualTo("v10.stomp");
        }
    }

    @Test
    void pollIsAnsweredByHeartbeat() throws IOException {
        Service session = route.session();
        Verify.ok(session.post("/xhr"), "o\n");
        long asked = System.nanoTime();
        Verify.ok(session.post("/xhr"), "h\n");
        assertThat(System.nanoTime() - asked).isBetween(900_000_000L, 9_000_000_000L);
    }

    @Test
    void streamsHaveHeartbeats() throws IOException {
        try (StreamingResponse xhr = StreamingResponse.xhr(route.session());
                StreamingResponse events = StreamingResponse.eventSource(route.session())) {
            assertThat(xhr.next()).isEqualTo("o\n");
            assertThat(events.next()).isEqualTo("data: o\r\n\r\n");
            for (int i = 0; i < 2; i++) {
                assertThat(xhr.next()).isEqualTo("h\n");
                assertThat(events.next()).isEqualTo("data: h\r\n\r\n");
            }
        }
    }

    @Test
    void webSocketHasHeartbeatAndPing() throws IOException {
        try (RawWebSocket socket = route.session().webSocket()) {
            assertThat(socket.readText()).isEqualTo("o");
            RawWebSocket.Frame one = socket.read();
            RawWebSocket.Frame other = socket.read();
            assertThat(new int[] {one.opcode(), other.opcode()})
                    .containsExactlyInAnyOrder(RawWebSocket.TEXT, RawWebSocket.PING);
            assertThat(one.opcode() == RawWebSocket.TEXT ? one.text() : other.text())
                    .isEqualTo("h");
        }
    }

    /** Its only heartbeat; and one that is never answered ends the connection. */
    @Test
    void silentRawWebSocketIsPingedAndThenCut() throws IOException {
        try (RawWebSocket socket = route.webSocket("/websocket")) {
            RawWebSocket.Frame frame = socket.read();
            int pings = 0;
            while (frame != null && frame.opcode() == RawWebSocket.PING) {
                pings++;
                frame = socket.read();
            }
            assertThat(RawWebSocket.describe(frame)).isEqualTo("connection cut");
            assertThat(pings).isBetween(1, 3);
        }
    }

    @Test
    void answeredPingsKeepARawWebSocket() throws IOException {
        try (RawWebSocket socket = route.webSocket("/websocket")) {
            for (int i = 0; i < 5; i++) {
                RawWebSocket.Frame ping = socket.read();
                assertThat(RawWebSocket.describe(ping)).isEqualTo("opcode " + RawWebSocket.PING);
                socket.send(RawWebSocket.FIN | RawWebSocket.PONG, ping.payload());
            }
            socket.send(
                    RawWebSocket.FIN | RawWebSocket.PING,
                    "are you there".getBytes(StandardCharsets.UTF_8));
            RawWebSocket.Frame answer = socket.read();
            assertThat(answer.opcode()).isEqualTo(RawWebSocket.PONG);
            assertThat(answer.text()).isEqualTo("are you there");
        }
    }
}
