package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp;
import dev.postern.it.support.RawHttp.Response;
import dev.postern.it.support.RawWebSocket;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SockJS protocol, "WebSocket protocols". */
@WithDemo
class WebsocketIT {

    private final Service echo;
    private final Service close;

    WebsocketIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
        close = Service.of(gateway, "/close");
    }

    @Test
    void transport() throws IOException {
        try (RawWebSocket socket = echo.session().webSocket()) {
            assertThat(socket.readText()).isEqualTo("o");
            socket.sendText("[\"a\"]");
            assertThat(socket.readText()).isEqualTo("a[\"a\"]");
        }
    }

    @Test
    void close() throws IOException {
        try (RawWebSocket socket = close.session().webSocket()) {
            assertThat(socket.readText()).isEqualTo("o");
            assertThat(socket.readText()).isEqualTo("c[3000,\"Go away!\"]");
            assertThat(RawWebSocket.describe(socket.read())).isEqualTo("close 3000 Go away!");
            socket.sendClose(3000, "");
            assertThat(socket.read()).isNull();
        }
    }

    @Test
    void headersSanity() throws IOException {
        try (RawHttp http = echo.session()
                .ask(
                        "GET",
                        "/websocket",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Origin: http://asd",
                        "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==")) {
            Response response = http.readHead();
            assertThat(response.status()).isEqualTo(101);
            assertThat(response.header("Sec-WebSocket-Accept"))
                    .isEqualTo("HSmrc0sMlYUkAGmm5OPpG2HaGWk=");
            assertThat(response.header("Connection")).isEqualToIgnoringCase("upgrade");
            assertThat(response.header("Upgrade")).isEqualToIgnoringCase("websocket");
            assertThat(response.header("Content-Length")).isNull();
        }
    }

    @Test
    void emptyFrame() throws IOException {
        try (RawWebSocket socket = echo.session().webSocket()) {
            assertThat(socket.readText()).isEqualTo("o");
            socket.sendText("").sendText("[]").sendText("[\"a\"]");
            assertThat(socket.readText()).isEqualTo("a[\"a\"]");
        }
    }

    @Test
    void reuseSessionId() throws IOException {
        Service session = echo.session();
        try (RawWebSocket one = session.webSocket();
                RawWebSocket other = session.webSocket()) {
            assertThat(one.readText()).isEqualTo("o");
            assertThat(other.readText()).isEqualTo("o");
            one.sendText("[\"a\"]");
            assertThat(one.readText()).isEqualTo("a[\"a\"]");
            other.sendText("[\"b\"]");
            assertThat(other.readText()).isEqualTo("a[\"b\"]");
        }
        try (RawWebSocket later = session.webSocket()) {
            assertThat(later.readText()).isEqualTo("o");
            later.sendText("[\"a\"]");
            assertThat(later.readText()).isEqualTo("a[\"a\"]");
        }
    }

    /** The handshake of 2010 (hixie-76), which RFC 6455 replaced, is refused and told what is spoken here. */
    @Test
    void haproxy() throws IOException {
        Response response = echo.session()
                .get(
                        "/websocket",
                        "Connection: Upgrade",
                        "Upgrade: WebSocket",
                        "Origin: http://localhost",
                        "Sec-WebSocket-Key1: 4 @1  46546xW%0l 1 5",
                        "Sec-WebSocket-Key2: 12998 5 Y3 1  .P00");
        assertThat(response.status()).isEqualTo(426);
        assertThat(response.header("Sec-WebSocket-Version")).isEqualTo("13");
        assertThat(response.body()).contains("RFC 6455");
    }

    @Test
    void brokenJson() throws IOException {
        try (RawWebSocket socket = echo.session().webSocket()) {
            assertThat(socket.readText()).isEqualTo("o");
            socket.sendText("[\"a");
            assertThat(socket.read()).as("abruptly: no frame before the end").isNull();
        }
    }
}
