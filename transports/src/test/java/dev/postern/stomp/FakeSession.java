package dev.postern.stomp;

import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Handshake;
import dev.postern.api.Headers;
import dev.postern.api.Identity;
import dev.postern.api.Session;
import dev.postern.api.Transport;
import dev.postern.protocol.EncodedMessage;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client's session at the gate, played by a test: keeps what it is sent. */
final class FakeSession implements Session, Connecting {

    final List<String> sent = new CopyOnWriteArrayList<>();
    volatile Handshake handshake;
    volatile boolean writable = true;
    volatile boolean paused;

    /** Whether it closes when it is told to. */
    volatile boolean closes = true;

    volatile @Nullable CloseStatus closed;

    @Nullable
    String subProtocol;

    @Nullable
    BackendConnection connection;

    FakeSession(String... subProtocols) {
        this(Transport.RAW_WEBSOCKET, subProtocols);
    }

    FakeSession(Transport transport, String... subProtocols) {
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere", 1);
        handshake = new Handshake(
                transport,
                "/stomp",
                null,
                Headers.EMPTY,
                List.of(subProtocols),
                nowhere,
                nowhere,
                false,
                Identity.ANONYMOUS,
                List.of(),
                Map.of("request", "its own"));
    }

    /** The client says something. */
    void says(String text) {
        if (closed == null && connection != null) {
            connection.onText(text);
        }
    }

    /** The client says something in bytes. */
    void saysInBytes(byte[] data) {
        if (closed == null && connection != null) {
            connection.onBinary(ByteBuffer.wrap(data));
        }
    }

    /** The frames sent so far, without heart-beats, and forgets them. */
    List<StompFrame> frames(StompVersion version) {
        StompDecoder decoder = new StompDecoder(StompLimits.DEFAULT);
        decoder.version(version);
        List<StompFrame> frames = Decoded.of(decoder, sent.toArray(String[]::new)).stream()
                .filter(StompEvent.Frame.class::isInstance)
                .map(event -> ((StompEvent.Frame) event).frame())
                .toList();
        sent.clear();
        return frames;
    }

    /** The one frame sent so far. */
    StompFrame frame() {
        List<StompFrame> frames = frames(StompVersion.V1_2);
        if (frames.size() != 1) {
            throw new AssertionError("not one frame but " + frames);
        }
        return frames.get(0);
    }

    @Override
    public void accept(BackendConnection accepted, @Nullable String chosen) {
        handshake = handshake.withoutAttributes();
        connection = accepted;
        subProtocol = chosen;
    }

    @Override
    public void refuse(CloseStatus why) {
        closed = why;
    }

    @Override
    public void onAbandoned(Runnable cancel) {}

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public boolean send(EncodedMessage message) {
        if (closed == null) {
            sent.add(message.text());
        }
        return writable;
    }

    @Override
    public boolean sendBinary(ByteBuffer data) {
        return send(new EncodedMessage(data.remaining() + " bytes"));
    }

    @Override
    public int maxMessage() {
        return 1 << 20;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void close(CloseStatus status) {
        if (closed == null && closes) {
            closed = status;
            if (connection != null) {
                connection.onClose(status);
            }
        }
    }
}
