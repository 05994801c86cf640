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
     * For a connection whose calls block until there is room: a thread that waits inside one of them
     * may go on, for the queue has drained as before {@link #onWritable}, or the session is over as
     * before {@link #onClose}. Both come after the call that blocks; this comes at once, on the I/O
     * thread, beside whatever runs. It must not block.
     *
     * @param over whether the session is over
     */
    default void unblock(boolean over) {}

    /**
     * The session is over.
     *
     * @param status the client's code and reason where it gave one; {@link CloseStatus#GOING_AWAY}
     *     where it did not come back, {@link CloseStatus#CLIENT_LOST} where its connection broke
     */
    default void onClose(CloseStatus status) {}
}
