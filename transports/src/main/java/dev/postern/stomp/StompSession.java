package dev.postern.stomp;

import dev.postern.api.Session;
import dev.postern.protocol.EncodedMessage;

/**
 * What a backend behind a {@link StompGate} is given as its {@link Session}. The first frame that it
 * sends is CONNECTED, or an ERROR.
 */
public interface StompSession extends Session {

    /** What the client speaks. */
    StompVersion version();

    /**
     * Sends a frame; see {@link Session#send(EncodedMessage)}. One whose body is not UTF-8 travels in a
     * raw WebSocket's bytes; any other transport carries texts alone, and the session fails with 1003.
     */
    default boolean send(StompFrame frame) {
        if (frame.isUtf8()) {
            return send(StompEncoder.text(frame, version()));
        }
        return sendBinary(StompEncoder.bytes(frame, version()));
    }

    /** Sends an ERROR, then closes; ignored if the session is over. */
    void fail(StompFault fault);
}
