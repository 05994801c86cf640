package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;
import dev.postern.api.Counter;
import dev.postern.api.Limits;
import dev.postern.api.Transport;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** What holds for every transport, through whatever server. */
interface TransportContract {

    /** The driver of this test; the same one for the whole of it. */
    TransportDriver driver();

    /** The backend that every test serves. */
    RecordingBackend backend();

    default SockJsEndpoint serve(Limits limits) {
        return driver().serve(backend(), settings -> settings.limits(limits));
    }

    /** What the backend has heard once all is done that can be done at once. */
    default List<String> heard() {
        driver().settle();
        return backend().heard;
    }

    default boolean isRaw() {
        return driver().transport() == Transport.RAW_WEBSOCKET;
    }

    /** How long a client that leaves before the backend has answered goes unnoticed at most. */
    default Duration noticesAnEarlyLeaverWithin() {
        return Duration.ZERO;
    }

    /** The next thing that there is to hear, however large. */
    default Heard next(TransportClient client) {
        AtomicReference<Heard> heard = new AtomicReference<>();
        driver().settleUntil(() -> {
            heard.set(client.hear());
            return !heard.get().equals(Heard.NOTHING);
        });
        return heard.get();
    }

    /** Hears messages until there are {@code count}. */
    default List<String> hear(TransportClient client, int count) {
        List<String> messages = new ArrayList<>();
        while (messages.size() < count) {
            Heard heard = next(client);
            assertThat(heard.kind()).as("after %s", messages).isEqualTo("messages");
            messages.addAll(heard.messages());
        }
        return messages;
    }

    @Test
    default void opensWithItsOpenFrameOnceTheBackendHasAccepted() {
        serve(Limits.DEFAULT);
        backend().answer = (session, how) -> {};
        TransportClient client = driver().open("s");
        assertThat(client.hear()).isEqualTo(Heard.NOTHING);

        backend().connecting.accept(backend().connection(backend().session()));

        assertThat(client.hear()).isEqualTo(Heard.OPEN);
        assertThat(client.hear()).isEqualTo(Heard.NOTHING);
        assertThat(backend().session().handshake().transport()).isEqualTo(driver().transport());
    }

    @Test
    default void echoesInOrderWhateverTheText() {
        serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        String[] texts = {
            "plain",
            "",
            "z\u00fcrich \u20ac \ud83d\ude00",
            "100% %20 %25 %zz",
            "</script><!-- <SCRIPT>",
            "\"quotes\" \\ / \b\f\n\r\t\0",
            "\u2028\u2029\ufeff\ufff0\u200c",
            "[\"a\"]"
        };

        for (String text : texts) {
            assertThat(client.send(text)).isEqualTo(204);
        }

        assertThat(hear(client, texts.length)).containsExactly(texts);
        assertThat(heard()).containsExactly(texts);
    }

    @Test
    default void keepsABatchInOrder() {
        serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        String[] texts = IntStream.range(0, 500).mapToObj(Integer::toString).toArray(String[]::new);
        client.send(texts);
        assertThat(hear(client, texts.length)).containsExactly(texts);
    }

    @Test
    default void carriesALargeMessageBothWays() {
        serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        String large = "large%</script>".repeat(60_000);
        client.send(large);
        assertThat(next(client)).isEqualTo(Heard.messages(large));
        assertThat(client.sent()).isEqualTo(204);
    }

    @Test
    default void deliversWhatIsQueuedBeforeItCloses() {
        serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        client.stopReading();
        backend().session().send("first");
        backend().session().send("second");
        backend().session().close(new CloseStatus(3000, "Go away!"));
        assertThat(heard()).containsExactly("close 3000");
        client.readOn();

        assertThat(hear(client, 2)).containsExactly("first", "second");
        assertThat(client.hear()).isEqualTo(Heard.close(3000, "Go away!"));
        assertThat(heard()).containsExactly("close 3000");
    }

    @Test
    default void aSlowClientPausesTheBackend() {
        serve(Limits.DEFAULT.withSendQueue(1000, 100_000));
        TransportClient client = driver().open("s");
        client.hear();
        client.stopReading();
        int sent = 0;
        String message = "x".repeat(driver().messageSize());
        while (backend().session().send(message) && sent < 10_000) {
            sent++;
        }
        assertThat(sent).isLessThan(100);
        assertThat(heard()).isEmpty();

        client.readOn();
        assertThat(hear(client, sent + 1)).hasSize(sent + 1);
        assertThat(heard()).containsExactly("writable");
        assertThat(backend().session().isWritable()).isTrue();
    }

    @Test
    default void aClientThatDoesNotReadIsClosedBeyondTheHardLimit() {
        String message = "x".repeat(driver().messageSize());
        SockJsEndpoint endpoint = serve(Limits.DEFAULT.withSendQueue(1000, 200 * message.length()));
        TransportClient client = driver().open("s");
        client.hear();
        client.stopReading();
        for (int i = 0; i < 300; i++) {
            backend().session().send(message);
        }
        assertThat(heard()).containsExactly("close 1008");
        driver().pass(Duration.ofMinutes(1));
        assertThat(endpoint.openSessions()).isZero();
    }

    @Test
    default void aClientThatLeavesIsToldToTheBackendAtOnce() {
        SockJsEndpoint endpoint = serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        client.leave();
        assertThat(heard()).containsExactly("close 1001");
        driver().pass(Limits.DEFAULT.linger());
        assertThat(endpoint.openSessions()).isZero();
    }

    @Test
    default void aClientThatLeavesBeforeTheAnswerCancelsTheBackendsAttempt() {
        SockJsEndpoint endpoint = serve(Limits.DEFAULT);
        AtomicInteger cancelled = new AtomicInteger();
        backend().answer = (session, how) -> how.onAbandoned(cancelled::incrementAndGet);
        TransportClient client = driver().open("s");
        client.leave();
        driver().pass(noticesAnEarlyLeaverWithin());
        assertThat(cancelled).hasValue(1);
        assertThat(endpoint.openSessions()).isZero();

        backend().connecting.accept(backend().connection(backend().session()));
        assertThat(heard()).containsExactly("close 1001");
    }

    @Test
    default void aSlowBackendHoldsTheClientBackAndLosesNothing() {
        serve(Limits.DEFAULT.withReceiveQueue(300, 100_000));
        TransportClient client = driver().open("s");
        client.hear();
        backend().session().pause();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            texts.add(i + "x".repeat(200));
            client.send(texts.get(i));
        }
        assertThat(heard()).isEmpty();

        backend().session().resume();
        assertThat(heard()).isEqualTo(texts);
        assertThat(hear(client, 10)).isEqualTo(texts);
    }

    @Test
    default void aBackendThatDoesNotGoOnEndsTheSession() {
        serve(Limits.DEFAULT.withReceiveQueue(300, 100_000));
        TransportClient client = driver().open("s");
        client.hear();
        client.hear();
        backend().session().pause();
        client.send("held");
        for (long second = 0; second <= Limits.DEFAULT.stall().toSeconds(); second++) {
            driver().pass(Duration.ofSeconds(1));
            client.hear();
        }
        assertThat(heard()).containsExactly("close 1008");
    }

    @Test
    default void theServersGoingIsToldToAll() {
        SockJsEndpoint endpoint = serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        endpoint.drain(CloseStatus.SERVICE_RESTART);
        assertThat(client.hear()).isEqualTo(Heard.close(1012, "Service restart"));
        assertThat(heard()).containsExactly("close 1012");

        Heard later = driver().open("t").hear();
        assertThat(later)
                .isEqualTo(isRaw() ? Heard.status(503) : Heard.close(1012, "Service restart"));
        driver().pass(Limits.DEFAULT.linger());
        assertThat(endpoint.openSessions()).isZero();
        assertThat(endpoint.counters().get(Counter.SESSIONS_OPENED)).isEqualTo(1);
    }

    @Test
    default void anExceptionOfTheBackendIs1011() {
        serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        backend().answer = null;
        assertThat(client.hear()).isEqualTo(Heard.OPEN);
        Heard refused = driver().open("t").hear();
        assertThat(refused)
                .isEqualTo(isRaw() ? Heard.status(500) : Heard.close(1011, "Internal error"));
        client.send("undisturbed");
        assertThat(hear(client, 1)).containsExactly("undisturbed");
    }
}
