package dev.postern.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.endpoint.SockJsEndpoint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

class DemoServicesTest {

    private final RecordingSession session = new RecordingSession();

    @Test
    void theSuitesServicesAreAllThere() {
        List<SockJsEndpoint> endpoints = DemoServices.endpoints(null);
        assertThat(endpoints)
                .extracting(SockJsEndpoint::prefix)
                .containsExactly(
                        "/echo",
                        "/disabled_websocket_echo",
                        "/cookie_needed_echo",
                        "/close",
                        "/ticker",
                        "/amplify",
                        "/broadcast");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 2",
        "1, 2",
        "3.9, 8",
        "' 4 ', 16",
        "18, 262144",
        "19, 2",
        "-1, 2",
        "many, 2",
        "NaN, 2"
    })
    void amplifyAnswersAPowerOfTwo(String question, int length) {
        new Amplify(session).onText(question);
        assertThat(session.texts).containsExactly("x".repeat(length));
    }

    @Test
    void echoStopsReadingAClientThatDoesNotRead() {
        Echo echo = new Echo(session);
        echo.onText("one");
        assertThat(session.paused).isFalse();
        session.writable = false;
        echo.onText("two");
        echo.onBinary(ByteBuffer.wrap(new byte[] {1}));
        assertThat(session.paused).isTrue();
        session.writable = true;
        echo.onWritable();
        assertThat(session.paused).isFalse();
        assertThat(session.texts).containsExactly("one", "two");
        assertThat(session.binaries).containsExactly(ByteBuffer.wrap(new byte[] {1}));
    }

    @Test
    void broadcastReachesAllThatAreStillThere() {
        Broadcast broadcast = new Broadcast();
        RecordingSession other = new RecordingSession();
        RecordingSession gone = new RecordingSession();
        BackendConnection connection = broadcast.join(session);
        broadcast.join(other);
        broadcast.join(gone).onClose(CloseStatus.GOING_AWAY);
        connection.onText("hello");
        assertThat(session.texts).containsExactly("hello");
        assertThat(other.texts).containsExactly("hello");
        assertThat(gone.texts).isEmpty();
    }

    @Test
    void theTickerStopsWithItsSession() {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            BackendConnection connection = new Ticker(clock, Duration.ofMillis(20)).start(session);
            await().untilAsserted(() ->
                    assertThat(session.texts).hasSizeGreaterThan(2).containsOnly("tick!"));
            connection.onClose(CloseStatus.GOING_AWAY);
            await().until(() -> {
                int before = session.texts.size();
                return clock.schedule(
                                        () -> session.texts.size(),
                                        60,
                                        java.util.concurrent.TimeUnit.MILLISECONDS)
                                .get()
                        == before;
            });
        } finally {
            clock.shutdownNow();
        }
    }
}
