package dev.postern.stomp;

import dev.postern.api.BackendConnection;

/**
 * A connection behind a {@link StompGate} that wants frames rather than the texts they came in. It
 * hears CONNECT first, then what the rules allow, each frame whole and in order.
 */
public interface StompConnection extends BackendConnection {

    /** A frame from the client. */
    void onFrame(StompFrame frame);

    /** Never called behind a gate. */
    @Override
    default void onText(String text) {
        throw new UnsupportedOperationException("frames come by onFrame");
    }
}
