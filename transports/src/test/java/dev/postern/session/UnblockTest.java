package dev.postern.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Handshake;
import dev.postern.api.Identity;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.api.Transport;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** What a connection needs whose calls block: to hear at once that it may go on, and why it must end. */
class UnblockTest {

    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final SessionFixture fixture = new SessionFixture(
            new OffloadedBackend(Backend.of(this::listen), workers::add, 1000),
            Limits.DEFAULT.withSendQueue(250, 1_000));
    private final LiveSession session = fixture.session(Transport.WEBSOCKET);
    private final FakeReceiver socket = FakeReceiver.webSocket(session);

    private BackendConnection listen(Session opened) {
        return new BackendConnection() {
            @Override
            public void onText(String text) {
                heard.add(text);
            }

            @Override
            public void onWritable() {
                heard.add("writable");
            }

            @Override
            public void unblock(boolean over) {
                heard.add(over ? "over" : "room");
            }

            @Override
            public void onClose(CloseStatus status) {
                heard.add(status.toString());
            }
        };
    }

    private void work() {
        for (Runnable task = workers.poll(); task != null; task = workers.poll()) {
            task.run();
        }
    }

    @Test
    void hearsOfRoomWhileItsCallStillRuns() {
        socket.attach().stall();
        work();
        while (session.send("x".repeat(60))) {
            assertThat(heard).isEmpty();
        }
        socket.goOn();
        assertThat(heard).containsExactly("room");
        work();
        assertThat(heard).containsExactly("room", "writable");
    }

    @Test
    void hearsOfTheEndWhileItsCallStillRunsAndThatTheConnectionBroke() {
        socket.attach();
        work();
        session.aborted(socket);
        assertThat(heard).containsExactly("over");
        work();
        assertThat(heard).containsExactly("over", CloseStatus.CLIENT_LOST.toString());
    }

    @Test
    void aSessionForgetsItsRequestOnceTheBackendHasAnswered() {
        Handshake handshake = SessionFixture.handshake(Transport.WEBSOCKET, Identity.ANONYMOUS);
        Handshake carrying = new Handshake(
                handshake.transport(),
                handshake.path(),
                handshake.query(),
                handshake.headers(),
                handshake.subProtocols(),
                handshake.remote(),
                handshake.local(),
                handshake.secure(),
                handshake.identity(),
                List.of(),
                Map.of("request", this));
        LiveSession asked =
                ((SessionRegistry.Lookup.Here) fixture.registry.openWebSocket(carrying)).session();
        FakeReceiver.webSocket(asked).attach();
        assertThat(asked.handshake().attributes()).containsOnlyKeys("request");
        work();
        assertThat(asked.handshake()).isEqualTo(handshake);
    }
}
