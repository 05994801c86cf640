package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SockJS protocol, "WebSocket protocols": requests that are no handshake. */
@WithDemo
class WebsocketHttpErrorsIT {

    private final Service session;

    WebsocketHttpErrorsIT(GatewayProcess gateway) {
        session = Service.of(gateway, "/echo").below("/0/0");
    }

    @Test
    void httpMethod() throws IOException {
        assertThat(session.get("/websocket").status()).isEqualTo(400);
    }

    @Test
    void invalidConnectionHeader() throws IOException {
        assertThat(session.get("/websocket", "Upgrade: WebSocket", "Connection: close")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void invalidMethod() throws IOException {
        Verify.methodNotAllowed(
                session.post("/websocket", "Upgrade: WebSocket", "Connection: Upgrade"));
        Verify.methodNotAllowed(session.post("/websocket"));
    }
}
