package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;
import dev.postern.api.Limits;
import dev.postern.api.Turn;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;

/** What holds for every transport that carries SockJS frames. */
interface FramedContract extends TransportContract {

    @Test
    default void severalSendsOfOneTurnAreOneFrame() {
        serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        client.hear();
        Turn.run(() -> {
            backend().session().send("a");
            backend().session().send("b");
            backend().session().send("c");
        });
        assertThat(client.hear()).isEqualTo(Heard.messages("a", "b", "c"));
    }

    @Test
    default void whatIsSentBeforeTheAnswerFollowsTheOpenFrameAsOne() {
        serve(Limits.DEFAULT);
        backend().answer = (session, how) -> {
            session.send("a");
            session.send("b");
            how.accept(backend().connection(session));
        };
        TransportClient client = driver().open("s");
        assertThat(client.hear()).isEqualTo(Heard.OPEN);
        assertThat(client.hear()).isEqualTo(Heard.messages("a", "b"));
    }

    @Test
    default void keepsLoneSurrogates() {
        serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        client.sendRaw("[\"a\\ud83db\",\"\\ude00\"]");
        assertThat(heard()).containsExactly("a\ud83db", "\ude00");
        assertThat(hear(client, 2)).containsExactly("a\ud83db", "\ude00");
    }

    @Test
    default void aRefusedSessionHearsWhyAndNoOpenFrame() {
        serve(Limits.DEFAULT);
        for (CloseStatus why : new CloseStatus[] {
            CloseStatus.UNAUTHORIZED,
            CloseStatus.FORBIDDEN,
            CloseStatus.BAD_GATEWAY,
            CloseStatus.TIMEOUT
        }) {
            backend().answer = (session, how) -> how.refuse(why);
            TransportClient client = driver().open("s" + why.code());
            assertThat(client.hear()).isEqualTo(Heard.close(why.code(), why.reason()));
        }
        assertThat(heard()).isEmpty();
    }

    @Test
    default void aRefusalAfterTheHoldFollowsTheOpenFrame() {
        serve(Limits.DEFAULT);
        backend().answer = (session, how) -> {};
        TransportClient client = driver().open("s");
        driver().pass(Limits.DEFAULT.openHold());
        assertThat(client.hear()).isEqualTo(Heard.OPEN);
        client.hear();
        backend().connecting.refuse(CloseStatus.TIMEOUT);
        assertThat(client.hear()).isEqualTo(Heard.close(3008, "Timeout"));
    }

    @Test
    default void saysOpenFirstWhereTheRouteWantsItSo() {
        driver().serve(backend(), settings -> settings.openThenClose(true));
        backend().answer = (session, how) -> how.refuse(CloseStatus.FORBIDDEN);
        TransportClient client = driver().open("s");
        assertThat(client.hear()).isEqualTo(Heard.OPEN);
        assertThat(client.hear()).isEqualTo(Heard.close(3003, "Forbidden"));
    }

    @Test
    default void messagesBeforeTheBackendsAnswerAreHeld() {
        serve(Limits.DEFAULT);
        backend().answer = (session, how) -> {};
        TransportClient client = driver().open("s");
        driver().pass(Limits.DEFAULT.openHold());
        client.hear();
        assertThat(client.send("early")).isEqualTo(204);
        assertThat(heard()).isEmpty();
        backend().connecting.accept(backend().connection(backend().session()));
        assertThat(hear(client, 1)).containsExactly("early");
    }

    @Test
    default void beatsInSilenceOnly() {
        serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        client.hear();
        driver().pass(Duration.ofSeconds(24));
        assertThat(client.hear()).isEqualTo(Heard.NOTHING);
        driver().pass(Duration.ofSeconds(1));
        assertThat(client.hear()).isEqualTo(Heard.HEARTBEAT);
    }

    @Test
    default void sessionsBeyondTheMaximumHear1013() {
        serve(Limits.DEFAULT.withMaxSessions(1));
        assertThat(driver().open("s").hear()).isEqualTo(Heard.OPEN);
        assertThat(driver().open("t").hear()).isEqualTo(Heard.close(1013, "Try again later"));
    }

    @Test
    default void aBinaryMessageClosesWith1003() {
        serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        client.hear();
        backend().session().sendBinary(ByteBuffer.allocate(3));
        assertThat(client.hear())
                .isEqualTo(Heard.close(1003, CloseStatus.BINARY_UNSUPPORTED.reason()));
    }
}
