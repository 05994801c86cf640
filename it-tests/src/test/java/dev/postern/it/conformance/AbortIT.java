package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;

/** Clients that leave without a word, on each transport over HTTP, and what who asks after that is told. */
@WithDemo
class AbortIT {

    private static final String INTERRUPTED = "c[1002,\"Connection interrupted\"]\n";

    /** After 5 s the session would end so anyway. */
    private static final Duration BEFORE_THE_DISCONNECT_DELAY = Duration.ofSeconds(4);

    private final Service echo;

    AbortIT(GatewayProcess gateway) {
        echo = Service.of(gateway, "/echo");
    }

    @ParameterizedTest
    @CsvSource({"POST, /xhr", "GET, /jsonp?c=x"})
    void abortedPollIsNoticedAtOnce(String method, String transport) throws IOException {
        for (boolean orderly : new boolean[] {true, false}) {
            Service session = opened();
            RawHttp http = session.ask(method, transport);
            verifyNoticed(WaitingPoll.waiting(http, session).http(), session, orderly);
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, /xhr_streaming", "GET, /eventsource", "GET, /htmlfile?c=x"})
    void abortedStreamIsNoticedAtOnce(String method, String transport) throws IOException {
        for (boolean orderly : new boolean[] {true, false}) {
            Service session = opened();
            RawHttp http = session.ask(method, transport);
            assertThat(http.readHead().status()).isEqualTo(200);
            Verify.accepted(session.postBody("/xhr_send", "[\"attached\"]"));
            assertThat(http.readChunk() + http.readChunk()).contains("attached");
            verifyNoticed(http, session, orderly);
        }
    }

    private Service opened() throws IOException {
        Service session = echo.session();
        Verify.ok(session.post("/xhr"), "o\n");
        return session;
    }

    private static void verifyNoticed(RawHttp receiver, Service session, boolean orderly)
            throws IOException {
        Verify.ok(session.post("/xhr"), WaitingPoll.ANOTHER);
        if (orderly) {
            receiver.close();
        } else {
            receiver.reset();
        }
        await().pollInterval(Duration.ofMillis(20))
                .atMost(BEFORE_THE_DISCONNECT_DELAY)
                .untilAsserted(() -> Verify.ok(session.post("/xhr"), INTERRUPTED));
        Verify.ok(session.post("/xhr"), INTERRUPTED);
    }

    /** Nobody came back for it: the session ends, and its id is not taken for a new one. */
    @Test
    void latePollHearsOfTheEnd() throws IOException {
        Service session = opened();
        Verify.accepted(session.postBody("/xhr_send", "[\"never fetched\"]"));
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(30))
                .until(() -> session.postBody("/xhr_send", "[]").status() == 404);

        Verify.ok(session.post("/xhr"), INTERRUPTED);
        Verify.ok(
                session.get("/jsonp?c=x"),
                "/**/x(\"c[1002,\\\"Connection interrupted\\\"]\");\r\n");
        try (StreamingResponse stream = StreamingResponse.xhr(session)) {
            assertThat(stream.next()).isEqualTo(INTERRUPTED);
            stream.verifyFinished();
        }
    }
}
