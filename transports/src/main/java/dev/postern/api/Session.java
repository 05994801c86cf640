package dev.postern.api;

import dev.postern.protocol.EncodedMessage;

import java.nio.ByteBuffer;

/** A client's session as its backend sees it. Thread-safe; no method blocks. */
public interface Session {

    /** What the client asked for when it opened the session. */
    Handshake handshake();

    /**
     * Sends a text. For one text to many sessions build one {@link EncodedMessage} and share it.
     *
     * @return whether the queue has room for more. False is a request to wait for {@link
     *     BackendConnection#onWritable()}; this message was taken all the same. A queue that grows
     *     over its hard limit closes the session with 1008. False too once the session is over.
     *     The queue may drain before this returns, and {@code onWritable()} come first: who notes that
     *     it waits asks {@link #isWritable()} once more after that.
     */
    default boolean send(String text) {
        return send(new EncodedMessage(text));
    }

    /** Sends a text that may be on its way to other sessions too; it is encoded once for all. */
    boolean send(EncodedMessage message);

    /**
     * Sends bytes: raw WebSocket only. On a SockJS session, which has no binary messages, the
     * session closes with 1003.
     *
     * @param data not to be changed any more
     * @return as {@link #send(EncodedMessage)}
     */
    boolean sendBinary(ByteBuffer data);

    /** The largest message the client may send, in bytes. */
    int maxMessage();

    /** Whether the queue towards the client has room. */
    boolean isWritable();

    /** Stops the client's messages: soon none arrives until {@link #resume()}, and the client is not read. */
    void pause();

    /** Lets the client's messages flow again after {@link #pause()}. */
    void resume();

    /** Delivers what is queued, then closes with {@code status}. Ignored if the session is over. */
    void close(CloseStatus status);
}
