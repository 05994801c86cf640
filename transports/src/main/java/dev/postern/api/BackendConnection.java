package dev.postern.api;

import java.nio.ByteBuffer;

/**
 * One session as its backend hears it. Calls come one at a time and in order; {@link #onClose}
 * comes last and exactly once. An exception thrown from here closes the session with 1011.
 */
@FunctionalInterface
public interface BackendConnection {

    /** A text message from the client. */
    void onText(String text);

    /**
     * A binary message from the client; raw WebSocket only.
     *
     * @param data valid for as long as the callee keeps it
     */
    default void onBinary(ByteBuffer data) {}

    /** The queue towards the client has drained after {@link Session#send} answered false. */
    default void onWritable() {}

    /**
     * The session is over.
     *
     * @param status the client's code and reason where it gave one; 1001 where it just went away
     */
    default void onClose(CloseStatus status) {}
}
