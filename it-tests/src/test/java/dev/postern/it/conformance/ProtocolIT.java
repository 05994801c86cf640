package dev.postern.it.conformance;

import dev.postern.it.support.GatewayProcess;

import org.junit.jupiter.api.Test;

import java.io.IOException;

/** SockJS protocol, "Protocol and framing". */
@WithDemo
class ProtocolIT {

    private final Service echo;
    private final Service close;

    ProtocolIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
        close = Service.of(gateway, "/close");
    }

    @Test
    void simpleSession() throws IOException {
        Service session = echo.session();
        Verify.ok(session.post("/xhr"), "o\n");
        Verify.accepted(session.postBody("/xhr_send", "[\"a\"]"));
        Verify.ok(session.post("/xhr"), "a[\"a\"]\n");

        Verify.notFound(echo.postBody("/000/bad_session/xhr_send", "[\"a\"]"));

        try (WaitingPoll waiting = WaitingPoll.begin(session)) {
            waiting.otherIsTurnedAway();
        }
    }

    @Test
    void closeSession() throws IOException {
        Service session = close.session();
        Verify.ok(session.post("/xhr"), "o\n");
        Verify.ok(session.post("/xhr"), "c[3000,\"Go away!\"]\n");
        Verify.ok(session.post("/xhr"), "c[3000,\"Go away!\"]\n");
    }
}
