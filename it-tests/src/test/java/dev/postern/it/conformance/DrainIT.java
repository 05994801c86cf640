package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp;
import dev.postern.it.support.RawHttp.Response;
import dev.postern.it.support.RawWebSocket;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;

/** The way out on SIGTERM. A gateway of its own. */
class DrainIT {

    private static final String GOING_AWAY = "c[1001,\"Going away\"]";

    @Test
    void everySessionIsToldAndTheProgramEndsWell() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start("--demo")) {
            Service echo = Service.of(gateway, "/echo");
            Service between = opened(echo);
            Service polling = opened(echo);
            try (RawWebSocket socket = echo.session().webSocket();
                    RawWebSocket raw = echo.webSocket();
                    StreamingResponse stream = StreamingResponse.xhr(echo.session());
                    WaitingPoll poll = WaitingPoll.begin(polling)) {
                assertThat(socket.readText()).isEqualTo("o");
                assertThat(stream.next()).isEqualTo("o\n");

                gateway.terminate();

                verifyClosed(socket);
                assertThat(RawWebSocket.describe(raw.read())).isEqualTo("close 1001 Going away");
                raw.sendClose(1001, "");
                assertThat(stream.next()).isEqualTo(GOING_AWAY + '\n');
                stream.verifyFinished();
                Verify.ok(poll.http().read(), GOING_AWAY + '\n');
                verifyLateComers(echo, between);
            }
            assertThat(gateway.exitCode()).isZero();
            assertThatThrownBy(() -> RawHttp.connect(gateway.port()))
                    .isInstanceOf(ConnectException.class);
            assertThat(gateway.logText()).doesNotContain("\tat ", "ERROR");
        }
    }

    /** What was queued for a client that comes back in time reaches it, and only then the close frame. */
    @Test
    void queuedMessagesComeBeforeTheEnd() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start("--demo")) {
            Service session = opened(Service.of(gateway, "/echo"));
            Verify.accepted(session.postBody("/xhr_send", "[\"queued\"]"));
            gateway.terminate();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> gateway.logText().contains("Going away"));
            Verify.ok(session.post("/xhr"), "a[\"queued\"]\n");
            Verify.ok(session.post("/xhr"), GOING_AWAY + '\n');
            assertThat(gateway.exitCode()).isZero();
        }
    }

    private static Service opened(Service echo) throws IOException {
        Service session = echo.session();
        Verify.ok(session.post("/xhr"), "o\n");
        return session;
    }

    private static void verifyClosed(RawWebSocket socket) throws IOException {
        assertThat(RawWebSocket.describe(socket.read())).isEqualTo(GOING_AWAY);
        assertThat(RawWebSocket.describe(socket.read())).isEqualTo("close 1001 Going away");
        socket.sendClose(1001, "");
        assertThat(socket.read()).isNull();
    }

    private static void verifyLateComers(Service echo, Service between) throws IOException {
        Verify.ok(echo.session().post("/xhr"), GOING_AWAY + '\n');
        try (RawWebSocket late = echo.session().webSocket()) {
            verifyClosed(late);
        }
        Response refused = echo.get("/websocket", RawWebSocket.handshakeFields());
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        // The last that does not know: the port is open as long as it is awaited.
        Verify.ok(between.post("/xhr"), GOING_AWAY + '\n');
    }
}
