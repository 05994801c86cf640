package dev.postern.gateway.testing;

import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Handshake;
import dev.postern.api.Headers;
import dev.postern.api.Identity;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.api.Transport;
import dev.postern.protocol.EncodedMessage;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A session, and the question whether a backend takes it, that write down what they are told. */
public final class FakeSession implements Session, Connecting {

    private final Handshake handshake;

    public final List<String> texts = new CopyOnWriteArrayList<>();
    public final List<ByteBuffer> binaries = new CopyOnWriteArrayList<>();
    public final AtomicInteger pauses = new AtomicInteger();
    public volatile boolean paused;
    public volatile boolean writable = true;
    public volatile @Nullable CloseStatus closed;
    public volatile @Nullable CloseStatus refused;
    public volatile @Nullable BackendConnection backend;
    public volatile @Nullable String subProtocol;
    public volatile @Nullable Runnable onAbandoned;

    /** When false every message is counted, but not kept. */
    public volatile boolean keeps = true;

    public final AtomicInteger received = new AtomicInteger();

    public FakeSession(Handshake handshake) {
        this.handshake = handshake;
    }

    public static FakeSession of(Transport transport, String... headers) {
        return new FakeSession(handshake(transport, null, List.of(), headers));
    }

    public static Handshake handshake(
            Transport transport,
            @Nullable String query,
            List<String> subProtocols,
            String... headers) {
        return new Handshake(
                transport,
                "/chat/000/abc/websocket",
                query,
                new Headers(List.of(headers)),
                subProtocols,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080),
                false,
                Identity.ANONYMOUS);
    }

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public boolean send(EncodedMessage message) {
        if (keeps) {
            texts.add(message.text());
        }
        received.incrementAndGet();
        return writable;
    }

    @Override
    public boolean sendBinary(ByteBuffer data) {
        binaries.add(data);
        received.incrementAndGet();
        return writable;
    }

    @Override
    public int maxMessage() {
        return Limits.DEFAULT.maxMessage();
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void pause() {
        pauses.incrementAndGet();
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    /** The first status counts; then the backend hears of the end, as from a real session. */
    @Override
    public void close(CloseStatus status) {
        synchronized (this) {
            if (closed != null) {
                return;
            }
            closed = status;
        }
        BackendConnection connection = backend;
        if (connection != null) {
            connection.onClose(status);
        }
    }

    @Override
    public void accept(BackendConnection connection, @Nullable String chosen) {
        subProtocol = chosen;
        backend = connection;
    }

    @Override
    public void refuse(CloseStatus why) {
        refused = why;
    }

    @Override
    public void onAbandoned(Runnable cancel) {
        onAbandoned = cancel;
    }
}
