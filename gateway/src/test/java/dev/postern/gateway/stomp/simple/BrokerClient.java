package dev.postern.gateway.stomp.simple;

import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Handshake;
import dev.postern.api.Headers;
import dev.postern.api.Identity;
import dev.postern.api.Session;
import dev.postern.api.Transport;
import dev.postern.protocol.EncodedMessage;
import dev.postern.stomp.StompDecoder;
import dev.postern.stomp.StompEvent;
import dev.postern.stomp.StompFrame;
import dev.postern.stomp.StompLimits;
import dev.postern.stomp.StompVersion;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of the broker in a test. */
final class BrokerClient implements Session, Connecting {

    final List<EncodedMessage> sent = new CopyOnWriteArrayList<>();
    final List<ByteBuffer> sentInBytes = new CopyOnWriteArrayList<>();
    private final Transport transport;
    volatile boolean writable = true;
    volatile @Nullable CloseStatus closed;

    @Nullable
    StompFrame connected;

    private @Nullable BackendConnection connection;

    BrokerClient(Transport transport) {
        this.transport = transport;
    }

    /** The client sends a frame. */
    void says(String command, String body, String... headers) {
        StringBuilder text = new StringBuilder(command).append('\n');
        for (String header : headers) {
            text.append(header).append(header.isEmpty() ? "" : "\n");
        }
        if (closed == null && connection != null) {
            connection.onText(text.append('\n').append(body).append('\0').toString());
        }
    }

    /** The client sends a body of bytes; its length is told. */
    void sendsBytes(String destination, byte[] body) {
        byte[] head = ("SEND\ndestination:" + destination + "\ncontent-length:" + body.length
                        + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(head.length + body.length + 1);
        if (closed == null && connection != null) {
            connection.onBinary(frame.put(head).put(body).put((byte) 0).flip());
        }
    }

    void subscribes(String id, String destination) {
        says("SUBSCRIBE", "", "id:" + id, "destination:" + destination);
    }

    void sends(String destination, String body) {
        says("SEND", body, "destination:" + destination);
    }

    /** The client goes away. */
    void leaves() {
        if (closed == null && connection != null) {
            closed = CloseStatus.GOING_AWAY;
            connection.onClose(CloseStatus.GOING_AWAY);
        }
    }

    /** What it was sent, and forgets it. */
    List<StompFrame> frames() {
        StompDecoder decoder = new StompDecoder(StompLimits.DEFAULT);
        decoder.version(StompVersion.V1_2);
        List<StompFrame> frames = new ArrayList<>();
        sent.forEach(message -> decoder.text(message.text()));
        while (decoder.next() instanceof StompEvent.Frame frame) {
            frames.add(frame.frame());
        }
        sent.clear();
        return frames;
    }

    StompFrame frame() {
        List<StompFrame> frames = frames();
        if (frames.size() != 1) {
            throw new AssertionError("not one frame but " + frames);
        }
        return frames.get(0);
    }

    /** The bodies it was sent. */
    List<String> bodies() {
        return frames().stream().map(StompFrame::text).toList();
    }

    @Override
    public Handshake handshake() {
        InetSocketAddress nowhere = InetSocketAddress.createUnresolved("nowhere", 1);
        return new Handshake(
                transport,
                "/stomp",
                null,
                Headers.EMPTY,
                List.of(),
                nowhere,
                nowhere,
                false,
                Identity.ANONYMOUS);
    }

    @Override
    public boolean send(EncodedMessage message) {
        if (closed == null) {
            sent.add(message);
        }
        return writable;
    }

    @Override
    public boolean sendBinary(ByteBuffer data) {
        sentInBytes.add(data);
        return writable;
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
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void close(CloseStatus status) {
        if (closed == null && connection != null) {
            closed = status;
            connection.onClose(status);
        }
    }

    @Override
    public void accept(BackendConnection accepted, @Nullable String subProtocol) {
        connection = accepted;
    }

    @Override
    public void refuse(CloseStatus why) {
        closed = why;
    }

    @Override
    public void onAbandoned(Runnable cancel) {}
}
