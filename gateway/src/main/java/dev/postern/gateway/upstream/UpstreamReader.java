package dev.postern.gateway.upstream;

import dev.postern.api.CloseStatus;
import dev.postern.api.Session;
import dev.postern.api.Transport;
import dev.postern.gateway.config.BinaryMode;

import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The way from an application to its session, by demand: the next frame is read when the session has
 * room for it. A client that does not read thus fills the application's socket, not our memory.
 *
 * <p>{@link #onFrame} is called by the connection, one at a time; the rest from any thread.
 */
final class UpstreamReader {

    private final CoreSession upstream;
    private final Session session;
    private final UpstreamSender sender;
    private final BinaryMode binaryMode;
    private final MessageAssembler assembler;

    /** Whether nothing was demanded because the session had no room. */
    private final AtomicBoolean stalled = new AtomicBoolean();

    /** Whether to read on only for the closing handshake's sake. */
    private volatile boolean discarding;

    UpstreamReader(
            CoreSession upstream,
            Session session,
            UpstreamSender sender,
            BinaryMode binaryMode,
            int maxMessage) {
        this.upstream = upstream;
        this.session = session;
        this.sender = sender;
        this.binaryMode = binaryMode;
        this.assembler = new MessageAssembler(maxMessage);
    }

    /** Takes any frame but Close, and demands the next one, now or when there is room. */
    void onFrame(Frame frame) {
        boolean room = true;
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION ->
                room = discarding || data(frame);
            case OpCode.PING -> sender.pong(payload(frame));
            default -> {
                // A PONG nobody asked for needs no answer (RFC 6455 §5.5.3).
            }
        }
        if (room) {
            upstream.demand();
            return;
        }
        stalled.set(true);
        if (session.isWritable() || discarding) {
            readOn();
        }
    }

    /** Reads on if it was the session's lack of room that stopped it. */
    void readOn() {
        if (stalled.compareAndSet(true, false)) {
            upstream.demand();
        }
    }

    /** From now on throws away what comes: the session is over. */
    void discard() {
        discarding = true;
        readOn();
    }

    private boolean data(Frame frame) {
        Assembled assembled = assembler.take(frame.getOpCode(), frame.isFin(), payload(frame));
        if (assembled instanceof Assembled.Text message) {
            return session.send(message.text());
        }
        if (assembled instanceof Assembled.Binary message) {
            return binary(message.data());
        }
        if (assembled instanceof Assembled.Unfit unfit) {
            end(unfit.why());
        }
        return true;
    }

    private boolean binary(ByteBuffer data) {
        if (session.handshake().transport() == Transport.RAW_WEBSOCKET) {
            return session.sendBinary(data);
        }
        if (binaryMode == BinaryMode.BASE64) {
            ByteBuffer encoded = Base64.getEncoder().encode(data);
            return session.send(StandardCharsets.ISO_8859_1.decode(encoded).toString());
        }
        end(CloseStatus.BINARY_UNSUPPORTED);
        return true;
    }

    private void end(CloseStatus why) {
        discarding = true;
        session.close(why);
        sender.close(why);
    }

    private static ByteBuffer payload(Frame frame) {
        ByteBuffer payload = frame.getPayload();
        return payload == null ? ByteBuffer.allocate(0) : payload;
    }
}
