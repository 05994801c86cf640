package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.GatewayProcess;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;

/** SockJS protocol, "Handling close". */
@WithDemo
class HandlingCloseIT {

    private static final String GO_AWAY = "c[3000,\"Go away!\"]\n";
    private static final String INTERRUPTED = "c[1002,\"Connection interrupted\"]\n";

    /** After 5 s the session would end so anyway. */
    private static final Duration BEFORE_THE_DISCONNECT_DELAY = Duration.ofSeconds(4);

    private final Service echo;
    private final Service close;

    HandlingCloseIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
        close = Service.of(gateway, "/close");
    }

    @Test
    void closeFrame() throws IOException {
        Service session = close.session();
        try (StreamingResponse first = StreamingResponse.xhr(session)) {
            assertThat(first.next()).isEqualTo("o\n");
            assertThat(first.next()).isEqualTo(GO_AWAY);
            try (StreamingResponse second = StreamingResponse.xhr(session)) {
                assertThat(second.next()).isEqualTo(GO_AWAY);
                first.verifyFinished();
                second.verifyFinished();
            }
        }
    }

    @Test
    void closeRequest() throws IOException {
        Service session = echo.session();
        try (StreamingResponse first = StreamingResponse.xhr(session)) {
            assertThat(first.next()).isEqualTo("o\n");
            verifyTurnedAway(session);
        }
    }

    @Test
    void abortXhrStreaming() throws IOException {
        Service session = echo.session();
        try (StreamingResponse first = StreamingResponse.xhr(session)) {
            assertThat(first.next()).isEqualTo("o\n");
            verifyTurnedAway(session);
        }
        // The suite takes an "o" too; a session that may have lost messages must not look like a
        // new one.
        await().atMost(BEFORE_THE_DISCONNECT_DELAY).untilAsserted(() -> {
            try (StreamingResponse next = StreamingResponse.xhr(session)) {
                assertThat(next.next()).isEqualTo(INTERRUPTED);
                next.verifyFinished();
            }
        });
    }

    @Test
    void abortXhrPolling() throws IOException {
        Service session = echo.session();
        Verify.ok(session.post("/xhr"), "o\n");
        try (WaitingPoll waiting = WaitingPoll.begin(session)) {
            waiting.otherIsTurnedAway();
        }
        await().atMost(BEFORE_THE_DISCONNECT_DELAY)
                .untilAsserted(() -> Verify.ok(session.post("/xhr"), INTERRUPTED));
    }

    private static void verifyTurnedAway(Service session) throws IOException {
        try (StreamingResponse second = StreamingResponse.xhr(session)) {
            assertThat(second.next()).isEqualTo(WaitingPoll.ANOTHER);
            second.verifyFinished();
        }
    }
}
