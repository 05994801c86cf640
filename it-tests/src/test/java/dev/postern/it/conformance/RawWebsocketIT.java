package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawWebSocket;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SockJS protocol, "Raw WebSocket url". */
@WithDemo
class RawWebsocketIT {

    private final Service echo;
    private final Service close;

    RawWebsocketIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
        close = Service.of(gateway, "/close");
    }

    @Test
    void transport() throws IOException {
        try (RawWebSocket socket = echo.webSocket()) {
            socket.sendText("Hello world!\uffff");
            assertThat(socket.readText()).isEqualTo("Hello world!\uffff");
        }
    }

    @Test
    void close() throws IOException {
        try (RawWebSocket socket = close.webSocket()) {
            RawWebSocket.Frame frame = socket.read();
            assertThat(frame.opcode()).isEqualTo(RawWebSocket.CLOSE);
            assertThat(frame.closeCode()).isEqualTo(3000);
            assertThat(frame.closeReason()).isEqualTo("Go away!");
        }
    }
}
