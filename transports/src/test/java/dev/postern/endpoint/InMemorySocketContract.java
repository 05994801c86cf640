package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Limits;
import dev.postern.api.Turn;

import org.junit.jupiter.api.Test;

/** What holds for WebSockets, and only a socket in memory shows: each read and each write. */
interface InMemorySocketContract extends SocketContract {

    @Test
    default void sendsOfOneTurnAreOneSocketWrite() {
        serve(Limits.DEFAULT);
        SocketClient client = (SocketClient) driver().open("s");
        FakeWebSocketChannel channel = (FakeWebSocketChannel) client.channel();
        client.hear();
        int before = channel.socketWrites();
        Turn.run(() -> {
            for (int i = 0; i < 10; i++) {
                backend().session().send("message " + i);
            }
        });
        assertThat(channel.socketWrites()).isEqualTo(before + 1);
        assertThat(hear(client, 10)).endsWith("message 9");
    }

    @Test
    default void aSlowBackendsSocketIsNotRead() {
        serve(Limits.DEFAULT.withReceiveQueue(300, 100_000));
        SocketClient client = (SocketClient) driver().open("s");
        FakeWebSocketChannel channel = (FakeWebSocketChannel) client.channel();
        client.hear();
        backend().session().pause();
        for (int i = 0; i < 20; i++) {
            client.send("x".repeat(200));
        }
        assertThat(channel.unread()).isGreaterThanOrEqualTo(18);
        backend().session().resume();
        assertThat(channel.unread()).isZero();
        assertThat(heard()).hasSize(20);
    }
}
