package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;
import dev.postern.api.Counter;
import dev.postern.api.Limits;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** What holds for the WebSocket with SockJS frames. */
interface FramedSocketContract extends FramedContract, SocketContract {

    /** Its socket is read from its open frame on, which waits for the backend no longer than that. */
    @Override
    default Duration noticesAnEarlyLeaverWithin() {
        return Limits.DEFAULT.openHold();
    }

    @Test
    default void brokenJsonCutsTheSocket() {
        SockJsEndpoint endpoint = serve(Limits.DEFAULT);
        for (String broken : List.of("[\"x", "{", "[1]", "[[\"x\"]]", "\"a\"\"b\"")) {
            TransportClient client = driver().open("s");
            client.hear();
            client.sendRaw(broken);
            assertThat(client.isCut()).as(broken).isTrue();
        }
        assertThat(endpoint.counters().get(Counter.BAD_JSON)).isEqualTo(5);
        assertThat(heard()).hasSize(5).containsOnly("close 1001");
        assertThat(endpoint.openSessions()).isZero();
    }

    @Test
    default void anEmptyMessageIsNoMessageAndABareStringIsOne() {
        serve(Limits.DEFAULT);
        TransportClient client = driver().open("s");
        client.hear();
        client.sendRaw("");
        client.sendRaw("[]");
        client.sendRaw("\"bare\"");
        assertThat(hear(client, 1)).containsExactly("bare");
    }

    @Test
    default void aMessageOverTheLimitClosesWith1009() {
        SockJsEndpoint endpoint = serve(Limits.DEFAULT.withMaxMessage(10));
        TransportClient client = driver().open("s");
        client.hear();
        client.send("x".repeat(11));
        assertThat(client.hear()).isEqualTo(Heard.close(1009, "Message too big"));
        assertThat(endpoint.counters().get(Counter.MESSAGE_TOO_BIG)).isEqualTo(1);
        assertThat(heard()).containsExactly("close 1009");
    }

    @Test
    default void sendsACloseFrameWhoseCodeABrowserAccepts() {
        serve(Limits.DEFAULT);
        SocketClient client = (SocketClient) driver().open("s");
        backend().session().close(new CloseStatus(2010, "of SockJS"));
        assertThat(client.channel().next().text()).isEqualTo("o");
        assertThat(client.channel().next().text()).isEqualTo("c[2010,\"of SockJS\"]");
        assertThat(client.channel().next().closeCode()).isEqualTo(1000);
    }
}
