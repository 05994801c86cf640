package dev.postern.stomp;

import dev.postern.api.Backend;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Session;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What lies behind the gate, played by a test: keeps the frames it hears and answers CONNECT. */
final class FakeBroker implements Backend {

    final List<StompFrame> heard = new CopyOnWriteArrayList<>();
    boolean takes = true;
    boolean connects = true;

    @Nullable
    StompSession session;

    @Nullable
    Connecting connecting;

    @Nullable
    CloseStatus closed;

    int writable;

    @Override
    public boolean neverBlocks() {
        return true;
    }

    @Override
    public void connect(Session with, Connecting how) {
        session = (StompSession) with;
        connecting = how;
        if (takes) {
            how.accept(new Hearing());
        }
    }

    List<StompCommand> commands() {
        return heard.stream().map(StompFrame::command).toList();
    }

    /** Answers CONNECT. */
    void sayConnected() {
        if (session != null) {
            session.send(StompFrame.of(
                    StompCommand.CONNECTED,
                    StompHeaders.of("version", session.version().label(), "heart-beat", "7,7")));
        }
    }

    final class Hearing implements StompConnection {

        @Override
        public void onFrame(StompFrame frame) {
            heard.add(frame);
            if (frame.command().isConnect() && connects) {
                sayConnected();
            }
        }

        @Override
        public void onWritable() {
            writable++;
        }

        @Override
        public void onClose(CloseStatus status) {
            closed = status;
        }
    }
}
