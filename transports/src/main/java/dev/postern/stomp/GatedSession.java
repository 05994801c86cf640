package dev.postern.stomp;

import dev.postern.api.CloseStatus;
import dev.postern.api.Handshake;
import dev.postern.api.Session;
import dev.postern.protocol.EncodedMessage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The session as the backend behind the gate sees it, and the gate's own way to the client. Of what
 * the backend sends only the first frame is looked into: CONNECTED tells of heart-beats, which are the
 * gate's. Thread-safe.
 */
final class GatedSession implements StompSession, HeartBeats.Listener {

    private static final EncodedMessage BEAT = new EncodedMessage(StompEncoder.HEART_BEAT);
    private static final String ERROR = StompCommand.ERROR.name();

    private final Session session;
    private final StompSettings settings;
    private final HeartBeats heartBeats;
    private final Runnable onConnected;

    /** Bytes sent since the client was told not to keep up. */
    private final AtomicLong behind = new AtomicLong();

    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile Handshake handshake;
    private volatile StompVersion version = StompVersion.V1_0;
    private volatile HeartBeat theirs = HeartBeat.NONE;
    private volatile boolean connected;
    private volatile boolean leaving;
    private volatile boolean over;

    GatedSession(
            Session session, StompSettings settings, HeartBeats heartBeats, Runnable onConnected) {
        this.session = session;
        this.settings = settings;
        this.heartBeats = heartBeats;
        this.onConnected = onConnected;
        this.handshake = session.handshake();
    }

    // For the gate

    void awaitConnected() {
        heartBeats.awaitConnected(settings.connectTimeout().toNanos(), this);
    }

    void heard() {
        heartBeats.heard();
    }

    void agreed(StompVersion spoken, HeartBeat clients) {
        version = spoken;
        theirs = spoken.hasHeartBeats() ? clients : HeartBeat.NONE;
    }

    void belongsTo(Handshake known) {
        handshake = known;
    }

    void leaving() {
        leaving = true;
    }

    void keepsUp() {
        behind.set(0);
    }

    void end() {
        over = true;
        heartBeats.end();
    }

    boolean isOver() {
        return over || failed.get();
    }

    // For the backend

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public int maxMessage() {
        return session.maxMessage();
    }

    @Override
    public StompVersion version() {
        return version;
    }

    @Override
    public boolean send(EncodedMessage message) {
        if (!connected) {
            return sendFirst(message);
        }
        if (message.text().startsWith(ERROR)) {
            failed.set(true);
        }
        return count(message.size(), session.send(message));
    }

    @Override
    public boolean sendBinary(ByteBuffer data) {
        if (!connected) {
            return send(StandardCharsets.UTF_8.decode(data.duplicate()).toString());
        }
        int size = data.remaining();
        return count(size, session.sendBinary(data));
    }

    private boolean count(int size, boolean writable) {
        heartBeats.sent();
        if (writable) {
            return true;
        }
        int limit = settings.limits().maxInFlight();
        if (behind.addAndGet(size) > limit && !session.isWritable()) {
            fail(new StompFault(
                    "Over a limit: the client is more than max-in-flight (" + limit
                            + " bytes) behind",
                    CloseStatus.SLOW_CONSUMER));
        }
        return false;
    }

    private boolean sendFirst(EncodedMessage message) {
        StompDecoder decoder = new StompDecoder(settings.limits());
        decoder.text(message.text());
        StompFrame first = decoder.next() instanceof StompEvent.Frame frame ? frame.frame() : null;
        if (first == null || first.command() != StompCommand.CONNECTED) {
            failed.set(true);
            return session.send(message);
        }
        HeartBeat ours = settings.heartBeat();
        StompHeaders headers = version.hasHeartBeats()
                ? first.headers().with("heart-beat", ours.header())
                : first.headers().without("heart-beat");
        boolean writable = session.send(
                new EncodedMessage(StompEncoder.text(first.withHeaders(headers), version)));
        connected = true;
        heartBeats.begin(ours, theirs, this);
        onConnected.run();
        return writable;
    }

    @Override
    public boolean isWritable() {
        return session.isWritable();
    }

    @Override
    public void pause() {
        heartBeats.heldBack(true);
        session.pause();
    }

    @Override
    public void resume() {
        heartBeats.heldBack(false);
        session.resume();
    }

    /** A client that neither left nor heard an ERROR is told why. */
    @Override
    public void close(CloseStatus status) {
        boolean clean = leaving || (connected && status.code() == CloseStatus.NORMAL.code());
        if (clean || isOver()) {
            session.close(status);
        } else {
            fail(new StompFault("Closed: " + status.reason(), status));
        }
    }

    @Override
    public void fail(StompFault fault) {
        if (!over && failed.compareAndSet(false, true)) {
            session.send(new EncodedMessage(StompEncoder.text(fault.frame(), version)));
            session.close(fault.status());
        }
    }

    // Time

    @Override
    public void beat() {
        session.send(BEAT);
    }

    @Override
    public void notConnectedInTime() {
        fail(new StompFault(
                "Not connected within " + settings.connectTimeout().toMillis() + " ms",
                CloseStatus.TIMEOUT));
    }

    @Override
    public void silent(long nanos) {
        fail(new StompFault(
                "No heart-beat within " + nanos / 1_000_000 + " ms", CloseStatus.TIMEOUT));
    }
}
