package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.it.support.RawHttp;

import java.io.IOException;
import java.net.SocketTimeoutException;

/** A poll that has reached the gateway and waits there for something to say. */
record WaitingPoll(RawHttp http, Service session) implements AutoCloseable {

    static final String ANOTHER = "c[2010,\"Another connection still open\"]\n";

    /** Silence of this length is what a waiting poll looks like; an answer or an end would show sooner. */
    private static final int SILENCE_MILLIS = 200;

    private static final int TIMEOUT_MILLIS = 30_000;

    /** Polls an open session by xhr. */
    static WaitingPoll begin(Service session) throws IOException {
        return waiting(session.ask("POST", "/xhr"), session);
    }

    /** Makes sure that {@code http}, on which {@code session} was asked to say something, has heard nothing. */
    static WaitingPoll waiting(RawHttp http, Service session) throws IOException {
        http.timeoutMillis(SILENCE_MILLIS);
        assertThatThrownBy(http::atEnd).isInstanceOf(SocketTimeoutException.class);
        http.timeoutMillis(TIMEOUT_MILLIS);
        // It was silent because the poll waits there, not because the gateway was asleep.
        Verify.notFound(session.get("/none"));
        return new WaitingPoll(http, session);
    }

    void otherIsTurnedAway() throws IOException {
        Verify.ok(session.post("/xhr"), ANOTHER);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
