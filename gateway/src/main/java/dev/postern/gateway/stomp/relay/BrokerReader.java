package dev.postern.gateway.stomp.relay;

import dev.postern.api.Session;
import dev.postern.api.Transport;
import dev.postern.protocol.Utf8Validator;
import dev.postern.stomp.HeartBeat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The way from a broker to its session: each frame makes one message, and the next bytes are read when
 * the session has room for them. A browser that does not keep up thus fills the broker's socket, not
 * our memory.
 */
final class BrokerReader implements BrokerConnection.User, FrameSplitter.Sink {

    private static final String HEART_BEAT = "heart-beat:";
    private static final byte[] ERROR = {'E', 'R', 'R', 'O', 'R'};
    private static final byte[] CONNECTED = "CONNECTED".getBytes(StandardCharsets.US_ASCII);

    private final Session session;
    private final RelayedSession relayed;
    private final FrameSplitter splitter;
    private final Utf8Validator utf8 = new Utf8Validator();

    /** Of the selector's thread. */
    private boolean connected;

    private boolean writable;

    private volatile boolean errorSeen;
    private volatile boolean discarding;

    /** @param maxFrame bytes of the largest frame a broker may send */
    BrokerReader(Session session, RelayedSession relayed, int maxFrame) {
        this.session = session;
        this.relayed = relayed;
        this.splitter = new FrameSplitter(maxFrame, this);
    }

    @Override
    public void opened(BrokerConnection connection) {}

    @Override
    public boolean received(BrokerConnection connection, ByteBuffer bytes) {
        if (discarding) {
            return true;
        }
        relayed.heard();
        writable = true;
        try {
            splitter.take(bytes);
        } catch (UnfitFrameException e) {
            discarding = true;
            relayed.misunderstood(e);
        }
        return writable || discarding;
    }

    @Override
    public void frame(byte[] bytes, int offset, int length) {
        if (discarding) {
            return;
        }
        if (!connected && begins(bytes, offset, length, CONNECTED)) {
            connected = true;
            relayed.connected(
                    heartBeatIn(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        } else if (begins(bytes, offset, length, ERROR)) {
            errorSeen = true;
        }
        utf8.reset();
        utf8.feed(ByteBuffer.wrap(bytes, offset, length));
        if (utf8.isComplete()) {
            writable = session.send(new String(bytes, offset, length, StandardCharsets.UTF_8));
        } else if (session.handshake().transport() == Transport.RAW_WEBSOCKET) {
            writable = session.sendBinary(
                    ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length)));
        } else {
            discarding = true;
            relayed.binaryRefused();
        }
        if (errorSeen) {
            discarding = true;
            relayed.refused(!connected);
        }
    }

    private static boolean begins(byte[] bytes, int offset, int length, byte[] command) {
        return length > command.length
                && bytes[offset + command.length] <= '\r'
                && Arrays.equals(
                        bytes, offset, offset + command.length, command, 0, command.length);
    }

    private static HeartBeat heartBeatIn(String connectedFrame) {
        HeartBeat brokers = connectedFrame
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.startsWith(HEART_BEAT))
                .findFirst()
                .map(line -> HeartBeat.parse(line.substring(HEART_BEAT.length())))
                .orElse(null);
        return brokers == null ? HeartBeat.NONE : brokers;
    }

    /** Whether the broker said ERROR, behind which nothing counts. */
    boolean errorSeen() {
        return errorSeen;
    }

    /** From now on throws away what comes: the session is over. */
    void discard() {
        discarding = true;
    }

    @Override
    public boolean hasRoom() {
        return discarding || session.isWritable();
    }

    @Override
    public void written(int bytes) {
        relayed.written(bytes);
    }

    @Override
    public void ended(BrokerConnection connection, Throwable cause) {
        relayed.ended(cause);
    }
}
