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

    /** Sends a frame; see {@link Session#send(EncodedMessage)}. */
    default boolean send(StompFrame frame) {
        return send(StompEncoder.text(frame, version()));
    }

    /** Sends an ERROR, then closes; ignored if the session is over. */
    void fail(StompFault fault);
}
