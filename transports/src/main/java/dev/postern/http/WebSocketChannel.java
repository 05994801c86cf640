package dev.postern.http;

import java.nio.ByteBuffer;

/** An open WebSocket (RFC 6455) as a binding offers it. Thread-safe; no method blocks. */
public interface WebSocketChannel {

    /**
     * Sends one text message.
     *
     * @param utf8 valid UTF-8; not to be changed before {@code done}
     * @param more whether another message, or {@link #flush()}, follows at once, so that all may share
     *     a socket write
     */
    void sendText(ByteBuffer utf8, boolean more, Completion done);

    /** Sends one binary message; parameters as {@link #sendText}. */
    void sendBinary(ByteBuffer data, boolean more, Completion done);

    /** Writes what was sent and waited for more to follow. */
    void flush();

    /** Sends a PING (RFC 6455 §5.5.2); its PONG counts as something {@link #heard}. */
    void ping();

    /** Whether anything came from the peer since the last call. */
    boolean heard();

    /**
     * Asks for one more call of {@link WebSocketListener#onTexts} or {@link
     * WebSocketListener#onBinary}. While no call is wanted nothing is read; what one read brought
     * is told all the same, and counts for the calls asked for next.
     */
    void demand();

    /** Sends what is queued, then a Close frame; the connection ends after the closing handshake. */
    void close(int code, String reason);

    /** Cuts the connection. */
    void abort();
}
