package dev.postern.session;

import dev.postern.protocol.Frame;

/**
 * What a session writes to: one HTTP response, or a WebSocket. The session hands over one frame at a
 * time and waits for {@link LiveSession#writeDone} or {@link LiveSession#writeFailed} before the next.
 */
public interface Receiver {

    ReceiverTraits traits();

    /**
     * Sends a frame.
     *
     * @param last whether this receiver is finished by it: an HTTP response ends; a WebSocket is
     *     closed (a {@link Frame.Close} is always last)
     */
    void write(Frame frame, boolean last);

    /** Sends a PING; only asked of receivers whose traits say so. */
    default void ping() {}

    /** Whether the peer was heard since the last call; only asked of receivers that ping. */
    default boolean heard() {
        return true;
    }

    /** Cuts the connection. */
    void abort();
}
