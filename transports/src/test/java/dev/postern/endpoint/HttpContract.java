package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;
import dev.postern.api.Counter;
import dev.postern.api.Identity;
import dev.postern.api.Limits;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/** What holds where a session outlives its connections: the transports over plain HTTP. */
interface HttpContract extends FramedContract {

    @Test
    default void aSecondReceiverHears2010AndTheFirstGoesOn() {
        serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        client.hear();

        assertThat(driver().open("s").hear())
                .isEqualTo(Heard.close(2010, "Another connection still open"));

        client.send("still here");
        assertThat(hear(client, 1)).containsExactly("still here");
        assertThat(backend().sessions).hasSize(1);
    }

    @Test
    default void repeatsItsCloseFrameToLateAskersAndNeverOpensAnew() {
        SockJsEndpoint endpoint = serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        backend().session().close(new CloseStatus(3000, "Go away!"));
        Heard end = Heard.close(3000, "Go away!");

        assertThat(client.hear()).isEqualTo(end);
        assertThat(driver().open("s").hear()).isEqualTo(end);
        driver().pass(Limits.DEFAULT.linger().minusMillis(1));
        assertThat(client.send("discarded")).isEqualTo(204);
        assertThat(driver().open("s").hear()).isEqualTo(end);

        driver().pass(Limits.DEFAULT.linger());
        assertThat(endpoint.openSessions()).isZero();
        assertThat(client.send("nobody there")).isEqualTo(404);
        assertThat(driver().open("s").hear()).isEqualTo(end);
        assertThat(backend().sessions).hasSize(1);
        assertThat(heard()).containsExactly("close 3000");
    }

    @Test
    default void theNextAskerAfterAnAbortHears1002() {
        serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        client.leave();
        assertThat(heard()).containsExactly("close 1001");
        assertThat(client.send("nobody hears this")).isEqualTo(404);
        assertThat(driver().open("s").hear())
                .isEqualTo(Heard.close(1002, "Connection interrupted"));
    }

    @Test
    default void aSessionThatNobodyAsksForEnds() {
        SockJsEndpoint endpoint = serve(Limits.DEFAULT.withResponse(1, Duration.ofMinutes(2)));
        TransportClient client = driver().open("s");
        assertThat(client.hear()).isEqualTo(Heard.OPEN);
        driver().pass(Limits.DEFAULT.disconnectDelay().minusMillis(1));
        assertThat(heard()).isEmpty();
        driver().pass(Duration.ofMillis(1));
        assertThat(heard()).containsExactly("close 1001");
        assertThat(endpoint.openSessions()).isZero();
        assertThat(client.hear()).isEqualTo(Heard.close(1002, "Connection interrupted"));
    }

    @Test
    default void whatIsSentBetweenTwoResponsesWaits() {
        serve(Limits.DEFAULT.withResponse(1, Duration.ofMinutes(2)));
        TransportClient client = driver().open("s");
        client.hear();
        backend().session().send("a");
        backend().session().send("b");
        // A budget of one byte still carries one message a response.
        assertThat(client.hear()).isEqualTo(Heard.messages("a"));
        assertThat(client.hear()).isEqualTo(Heard.messages("b"));
    }

    @Test
    default void anUnknownSessionIs404ToSendTo() {
        SockJsEndpoint endpoint = serve(Limits.DEFAULT);
        backend().answer = (session, how) -> {};
        TransportClient client = driver().open("s");
        assertThat(client.send("too early")).isEqualTo(404);
        assertThat(endpoint.counters().get(Counter.UNKNOWN_SESSION)).isEqualTo(1);
    }

    @Test
    default void aSlowBackendDelaysTheAnswerForAWhile() {
        serve(Limits.DEFAULT.withReceiveQueue(300, 100_000));
        HttpClient client = (HttpClient) driver().open("s");
        client.hear();
        client.hear();
        backend().session().pause();
        assertThat(client.send("x".repeat(200))).isEqualTo(204);
        assertThat(client.send("y".repeat(200))).as("not yet answered").isZero();
        driver().pass(Limits.DEFAULT.sendHold().minusMillis(1));
        assertThat(client.sending().status()).isZero();
        driver().pass(Duration.ofMillis(1));
        assertThat(client.sending().status()).isNotZero();
    }

    @Test
    default void aLargeBodyIsNotReadWhileTheBackendIsSlow() {
        serve(Limits.DEFAULT.withReceiveQueue(1000, 10_000_000));
        HttpClient client = (HttpClient) driver().open("s");
        client.hear();
        client.hear();
        backend().session().pause();
        String[] many = new String[20];
        Arrays.fill(many, "x".repeat(10_000));
        client.send(many);
        backend().echoes = false;
        backend().session().resume();
        assertThat(heard()).containsExactly(many);
        assertThat(client.sending().status()).isNotZero();
    }

    @Test
    default void aSessionOfSomebodyElseIsNotFound() {
        AtomicReference<Identity> asker = new AtomicReference<>(new Identity("alice"));
        SockJsEndpoint endpoint =
                driver().serve(backend(), settings -> settings.identities(exchange -> asker.get()));
        TransportClient alice = driver().open("s");
        assertThat(alice.hear()).isEqualTo(Heard.OPEN);
        alice.hear();

        asker.set(new Identity("bob"));
        TransportClient bob = driver().open("s");
        assertThat(bob.hear()).isEqualTo(Heard.status(404));
        assertThat(bob.send("stolen")).isEqualTo(404);
        assertThat(endpoint.counters().get(Counter.UNKNOWN_SESSION)).isEqualTo(2);

        asker.set(new Identity("alice"));
        alice.send("mine");
        assertThat(hear(alice, 1)).containsExactly("mine");
    }

    @Test
    default void brokenBatchesAreRefusedAndTheSessionGoesOn() {
        SockJsEndpoint endpoint = serve(Limits.DEFAULT.withMaxMessage(100));
        HttpClient client = (HttpClient) driver().open("s");
        client.hear();
        assertThat(client.sendRaw("[\"x")).isEqualTo(500);
        assertThat(client.sending().text()).isEqualTo("Broken JSON encoding.\n");
        assertThat(client.sendRaw("{\"a\":1}")).isEqualTo(500);
        assertThat(client.sendRaw("[1]")).isEqualTo(500);
        assertThat(endpoint.counters().get(Counter.BAD_JSON)).isEqualTo(3);
        assertThat(client.sendRaw("")).isEqualTo(500);
        assertThat(client.sending().text()).isEqualTo("Payload expected.\n");
        assertThat(endpoint.counters().get(Counter.EMPTY_PAYLOAD)).isEqualTo(1);
        assertThat(client.send("x".repeat(101))).isEqualTo(413);
        assertThat(endpoint.counters().get(Counter.MESSAGE_TOO_BIG)).isEqualTo(1);
        assertThat(heard()).isEmpty();

        assertThat(client.send("x".repeat(100))).isEqualTo(204);
        assertThat(hear(client, 1)).containsExactly("x".repeat(100));
    }
}
