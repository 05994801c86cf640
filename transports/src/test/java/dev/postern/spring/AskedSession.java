package dev.postern.spring;

import dev.postern.api.Backend;
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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A session that a backend is asked for, as far as a backend sees it. */
final class AskedSession implements Session, Connecting {

    static final int MAX_MESSAGE = 1000;

    final List<String> sent = new CopyOnWriteArrayList<>();
    final List<ByteBuffer> sentBinary = new ArrayList<>();
    volatile boolean writable = true;

    @Nullable
    CloseStatus refused;

    @Nullable
    CloseStatus closed;

    @Nullable
    BackendConnection connection;

    @Nullable
    String subProtocol;

    private final Handshake handshake;

    AskedSession(Handshake handshake) {
        this.handshake = handshake;
    }

    static AskedSession ask(Backend backend, Transport transport, String... headers) {
        return ask(backend, handshake(transport, headers));
    }

    static AskedSession ask(Backend backend, Handshake handshake) {
        AskedSession session = new AskedSession(handshake);
        backend.connect(session, session);
        return session;
    }

    static Handshake handshake(Transport transport, String... headers) {
        Headers fields = new Headers(List.of(headers));
        return new Handshake(
                transport,
                "/portfolio/000/abc/" + transport.label(),
                "t=1",
                fields,
                fields.elements("Sec-WebSocket-Protocol"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080),
                false,
                Identity.ANONYMOUS,
                transport == Transport.RAW_WEBSOCKET ? List.of("permessage-deflate") : List.of(),
                Map.of());
    }

    /** What the backend took it with. */
    BackendConnection open() {
        BackendConnection taken = connection;
        if (taken == null) {
            throw new AssertionError("not taken, but " + refused);
        }
        return taken;
    }

    /** The client, or the network, ends it. */
    void end(CloseStatus status) {
        open().unblock(true);
        open().onClose(status);
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public boolean send(EncodedMessage message) {
        sent.add(message.text());
        return writable;
    }

    @Override
    public boolean sendBinary(ByteBuffer data) {
        sentBinary.add(data);
        return writable;
    }

    @Override
    public int maxMessage() {
        return MAX_MESSAGE;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void pause() {
        throw new AssertionError("not the adapter's to pause");
    }

    @Override
    public void resume() {
        throw new AssertionError("not the adapter's to resume");
    }

    @Override
    public void close(CloseStatus status) {
        if (closed == null) {
            closed = status;
        }
    }

    @Override
    public void accept(BackendConnection taken, @Nullable String chosen) {
        connection = taken;
        subProtocol = chosen;
    }

    @Override
    public void refuse(CloseStatus why) {
        refused = why;
    }

    @Override
    public void onAbandoned(Runnable cancel) {}
}
