package dev.postern.endpoint;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Session;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Echoes, and writes down what it hears as words; answers a new session as a test wants it to. */
final class RecordingBackend implements Backend {

    final List<Session> sessions = new CopyOnWriteArrayList<>();
    final List<String> heard = new CopyOnWriteArrayList<>();
    volatile Connecting connecting;
    volatile boolean echoes = true;
    volatile BiConsumer<Session, Connecting> answer =
            (session, how) -> how.accept(connection(session));

    @Override
    public void connect(Session session, Connecting how) {
        sessions.add(session);
        connecting = how;
        answer.accept(session, how);
    }

    @Override
    public boolean neverBlocks() {
        return true;
    }

    /** The session that came last. */
    Session session() {
        return sessions.get(sessions.size() - 1);
    }

    BackendConnection connection(Session session) {
        return new BackendConnection() {
            @Override
            public void onText(String text) {
                heard.add(text);
                if (echoes) {
                    session.send(text);
                }
            }

            @Override
            public void onBinary(ByteBuffer data) {
                heard.add(data.remaining() + " bytes");
                session.sendBinary(data.duplicate());
            }

            @Override
            public void onWritable() {
                heard.add("writable");
            }

            @Override
            public void onClose(CloseStatus status) {
                heard.add("close " + status.code());
            }
        };
    }
}
