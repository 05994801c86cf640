package dev.postern.endpoint;

import dev.postern.api.Turn;
import dev.postern.http.Completion;
import dev.postern.http.WebSocketChannel;
import dev.postern.http.WebSocketListener;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** A WebSocket without a network; gives a message only where one was asked for. */
final class FakeWebSocketChannel implements WebSocketChannel, SocketEnd {

    private final WebSocketListener listener;
    private final Deque<Sent> sent = new ArrayDeque<>();
    private final Deque<Object> incoming = new ArrayDeque<>();
    private final Deque<Completion> inFlight = new ArrayDeque<>();
    private boolean stalled;
    private boolean demanded;
    private boolean delivering;
    private boolean ended;
    private boolean cut;
    private int socketWrites;
    private int pings;

    FakeWebSocketChannel(WebSocketListener listener) {
        this.listener = listener;
    }

    // What a test tells

    void stall() {
        stalled = true;
    }

    void goOn() {
        stalled = false;
        for (Completion done = inFlight.poll(); done != null; done = inFlight.poll()) {
            Turn.run(done::succeeded);
        }
    }

    @Override
    public void receive(String text) {
        incoming.add(text);
        deliver();
    }

    @Override
    public void receive(ByteBuffer data) {
        incoming.add(data);
        deliver();
    }

    @Override
    public void receiveClose(int code, String reason) {
        if (!ended) {
            ended = true;
            Turn.run(() -> listener.onClose(code, reason));
        }
    }

    @Override
    public void cut() {
        if (!ended) {
            ended = true;
            Turn.run(() -> listener.onAbort(new EOFException("on purpose")));
        }
    }

    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        while (demanded && !incoming.isEmpty() && !ended) {
            demanded = false;
            Object next = incoming.remove();
            Turn.run(() -> {
                if (next instanceof String text) {
                    listener.onText(text);
                } else {
                    listener.onBinary((ByteBuffer) next);
                }
            });
        }
        delivering = false;
    }

    // What a test asks

    @Override
    public Sent next() {
        return sent.poll();
    }

    /** How many messages of the client have not been asked for. */
    int unread() {
        return incoming.size();
    }

    int socketWrites() {
        return socketWrites;
    }

    @Override
    public int pings() {
        return pings;
    }

    @Override
    public boolean isCut() {
        return cut;
    }

    // WebSocketChannel

    @Override
    public void sendText(ByteBuffer utf8, boolean more, Completion done) {
        send(Sent.text(StandardCharsets.UTF_8.decode(utf8).toString()), more, done);
    }

    @Override
    public void sendBinary(ByteBuffer data, boolean more, Completion done) {
        send(Sent.bytes(data), more, done);
    }

    private void send(Sent message, boolean more, Completion done) {
        if (ended) {
            done.failed(new IOException("the socket has ended"));
            return;
        }
        sent.add(message);
        if (!more) {
            socketWrites++;
        }
        if (stalled) {
            inFlight.add(done);
        } else {
            done.succeeded();
        }
    }

    @Override
    public void flush() {
        socketWrites++;
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public boolean heard() {
        return true;
    }

    @Override
    public void demand() {
        demanded = true;
        deliver();
    }

    @Override
    public void close(int code, String reason) {
        sent.add(Sent.close(code, reason));
        socketWrites++;
    }

    @Override
    public void abort() {
        cut = true;
        cut();
    }
}
