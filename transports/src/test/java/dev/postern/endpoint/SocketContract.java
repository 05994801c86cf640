package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;
import dev.postern.api.Counter;
import dev.postern.api.Limits;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;

/** What holds for WebSockets, with frames and without. */
interface SocketContract extends TransportContract {

    @Test
    default void twoSocketsOfOneIdAreTwoSessions() {
        serve(Limits.DEFAULT);
        TransportClient one = driver().open("s");
        TransportClient other = driver().open("s");
        assertThat(one.hear()).isEqualTo(Heard.OPEN);
        assertThat(other.hear()).isEqualTo(Heard.OPEN);
        one.send("one");
        other.send("other");
        assertThat(hear(one, 1)).containsExactly("one");
        assertThat(hear(other, 1)).containsExactly("other");
        assertThat(backend().sessions).hasSize(2);
    }

    @Test
    default void theClientsCloseEndsTheSessionAtOnce() {
        SockJsEndpoint endpoint = serve(Limits.DEFAULT);
        SocketClient client = (SocketClient) driver().open("s");
        client.hear();
        client.channel().receiveClose(4001, "had enough");
        assertThat(heard()).containsExactly("close 4001");
        assertThat(endpoint.openSessions()).isZero();
    }

    @Test
    default void theSessionEndsWithTheClosingHandshake() {
        SockJsEndpoint endpoint = serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        backend().session().close(CloseStatus.NORMAL);
        assertThat(endpoint.counters().get(Counter.SESSIONS_CLOSED)).isZero();
        assertThat(client.hear()).isEqualTo(Heard.close(1000, "Normal closure"));
        client.hear();
        assertThat(endpoint.counters().get(Counter.SESSIONS_CLOSED)).isEqualTo(1);
    }

    @Test
    default void aClientThatNeverAnswersTheCloseFrameIsCut() {
        SockJsEndpoint endpoint = serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        backend().session().close(CloseStatus.NORMAL);
        driver().pass(Limits.DEFAULT.linger());
        driver().settleUntil(client::isCut);
        assertThat(endpoint.openSessions()).isZero();
    }

    @Test
    default void isPinged() {
        serve(Limits.DEFAULT);
        SocketClient client = (SocketClient) driver().open("s");
        client.hear();
        for (int pings = 1; pings <= 4; pings++) {
            driver().pass(Duration.ofSeconds(25));
            assertThat(client.channel().pings()).isEqualTo(pings);
        }
        assertThat(client.isCut()).isFalse();
    }

    @Test
    default void aSocketOfADifferentKindIsUntouchedByABadOne() {
        SockJsEndpoint endpoint = serve(Limits.DEFAULT);
        SocketClient good = (SocketClient) driver().open("good");
        SocketClient bad = (SocketClient) driver().open("bad");
        good.hear();
        bad.hear();
        bad.channel().cut();
        assertThat(endpoint.counters().get(Counter.RECEIVERS_ABORTED)).isEqualTo(1);
        good.send("fine");
        assertThat(hear(good, 1)).containsExactly("fine");
        assertThat(endpoint.openSessions()).isEqualTo(1);
        good.channel().receive(ByteBuffer.allocate(5));
        Heard answer = isRaw()
                ? Heard.NOTHING
                : Heard.close(1003, CloseStatus.BINARY_UNSUPPORTED.reason());
        if (isRaw()) {
            assertThat(good.channel().next().bytes().remaining()).isEqualTo(5);
        }
        assertThat(good.hear()).isEqualTo(answer);
    }
}
