package dev.postern.stomp;

import dev.postern.api.CloseStatus;
import dev.postern.api.Handshake;
import dev.postern.api.Identity;
import dev.postern.api.Session;
import dev.postern.api.Transport;
import dev.postern.protocol.EncodedMessage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The session as the backend behind the gate sees it, and the gate's own way to the client. Of what
 * the backend sends only the first frame is looked into: CONNECTED tells of heart-beats, which are the
 * gate's. An ERROR, whoever sends it, is the last frame, and the close follows. Thread-safe.
 */
final class GatedSession implements StompSession, HeartBeats.Listener {

    private static final EncodedMessage BEAT = new EncodedMessage(StompEncoder.HEART_BEAT);
    private static final CloseStatus BACKEND_ERROR = new CloseStatus(1008, "Broker sent an ERROR");

    /** What a message of no length costs while it is queued, in bytes. */
    private static final int QUEUED_OVERHEAD = 64;

    private final Session session;
    private final StompSettings settings;
    private final HeartBeats heartBeats;
    private final Hold hold;
    private final Runnable onConnected;
    private final LastWord lastWord = new LastWord();

    /** Bytes sent since the client was told not to keep up. */
    private final AtomicLong behind = new AtomicLong();

    private volatile Handshake handshake;
    private volatile StompVersion version = StompVersion.V1_0;
    private volatile HeartBeat theirs = HeartBeat.NONE;
    private volatile boolean connected;
    private volatile boolean leaving;
    private volatile boolean over;

    GatedSession(
            Session session,
            StompSettings settings,
            HeartBeats heartBeats,
            Hold hold,
            Runnable onConnected) {
        this.session = session;
        this.settings = settings;
        this.heartBeats = heartBeats;
        this.hold = hold;
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

    void belongsTo(Identity who) {
        handshake = handshake.withIdentity(who);
    }

    /** The backend has answered: the session forgot what it could only have until then, and so do we. */
    void forgetRequest() {
        handshake = handshake.withoutAttributes();
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
        return over || lastWord.isSaid();
    }

    // For the backend

    /** With what the server binding adds until the backend has answered, though the gate took the session. */
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
        if (isError(message.text())) {
            end(() -> session.send(message), BACKEND_ERROR);
            return false;
        }
        if (!lastWord.begin()) {
            return false;
        }
        try {
            if (!connected) {
                return sendFirst(StandardCharsets.UTF_8.encode(message.text()));
            }
            int size = message.size();
            return hasRoomFor(size) && count(size, session.send(message));
        } finally {
            lastWord.end();
        }
    }

    @Override
    public boolean sendBinary(ByteBuffer data) {
        if (session.handshake().transport() != Transport.RAW_WEBSOCKET) {
            fail(new StompFault(
                    "a message that is not UTF-8 can't travel on a SockJS session",
                    CloseStatus.BINARY_UNSUPPORTED));
            return false;
        }
        if (isError(beginning(data))) {
            end(() -> session.sendBinary(data), BACKEND_ERROR);
            return false;
        }
        if (!lastWord.begin()) {
            return false;
        }
        try {
            if (!connected) {
                return sendFirst(data);
            }
            int size = data.remaining();
            return hasRoomFor(size) && count(size, session.sendBinary(data));
        } finally {
            lastWord.end();
        }
    }

    private static boolean isError(String frame) {
        String error = StompCommand.ERROR.name();
        return frame.startsWith(error)
                && frame.length() > error.length()
                && frame.charAt(error.length()) <= '\r';
    }

    private static String beginning(ByteBuffer data) {
        byte[] few = new byte[Math.min(data.remaining(), StompCommand.MAX_LENGTH)];
        data.duplicate().get(few);
        return new String(few, StandardCharsets.US_ASCII);
    }

    /** One message may be larger than the limit; what waits beside it may not. */
    private boolean hasRoomFor(int size) {
        int limit = settings.limits().maxInFlight();
        long waiting = behind.get();
        if (waiting == 0 || waiting + size + QUEUED_OVERHEAD <= limit || session.isWritable()) {
            return true;
        }
        fail(new StompFault(
                "Over a limit: the client is more than max-in-flight (" + limit + " bytes) behind",
                CloseStatus.SLOW_CONSUMER));
        return false;
    }

    private boolean count(int size, boolean writable) {
        heartBeats.sent();
        if (!writable) {
            behind.addAndGet(size + QUEUED_OVERHEAD);
        }
        return writable;
    }

    private boolean sendFirst(ByteBuffer message) {
        StompDecoder decoder = new StompDecoder(settings.limits());
        decoder.bytes(message);
        StompFrame first = decoder.next() instanceof StompEvent.Frame frame ? frame.frame() : null;
        if (first == null || first.command() != StompCommand.CONNECTED) {
            fail(new StompFault(
                    "CONNECT was answered by something else than CONNECTED",
                    CloseStatus.BAD_GATEWAY));
            return false;
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
        hold.pause(Hold.Holder.BACKEND);
    }

    @Override
    public void resume() {
        hold.resume(Hold.Holder.BACKEND);
    }

    /** A client that neither left nor heard an ERROR is told why. */
    @Override
    public void close(CloseStatus status) {
        if (leaving || (connected && status.code() == CloseStatus.NORMAL.code())) {
            end(() -> {}, status);
        } else {
            fail(new StompFault("Closed: " + status.reason(), status));
        }
    }

    @Override
    public void fail(StompFault fault) {
        end(
                () -> session.send(new EncodedMessage(StompEncoder.text(fault.frame(), version))),
                fault.status());
    }

    private void end(Runnable lastFrame, CloseStatus status) {
        lastWord.say(() -> {
            if (!over) {
                lastFrame.run();
                session.close(status);
            }
        });
    }

    // Time

    @Override
    public void beat() {
        if (lastWord.begin()) {
            try {
                session.send(BEAT);
            } finally {
                lastWord.end();
            }
        }
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
