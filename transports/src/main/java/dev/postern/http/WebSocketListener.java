package dev.postern.http;

import java.nio.ByteBuffer;
import java.util.List;

/** Hears of a WebSocket. Calls come one at a time; the last is {@link #onClose}, {@link
 * #onBreach} or {@link #onAbort}. */
public interface WebSocketListener {

    /** The handshake is done. Nothing is read before {@link WebSocketChannel#demand()}. */
    void onOpen(WebSocketChannel channel);

    /**
     * Whole text messages in order, their UTF-8 checked (RFC 6455 §8.1): all that came in one read, or
     * one. It is one call, however many they are, so one {@link WebSocketChannel#demand()} is the answer.
     */
    void onTexts(List<String> texts);

    /** One text message, from a binding that reads them one by one. */
    default void onText(String text) {
        onTexts(List.of(text));
    }

    /**
     * One whole binary message.
     *
     * @param data the callee's to keep
     */
    void onBinary(ByteBuffer data);

    /**
     * The peer closed, by a Close frame.
     *
     * @param code 1005 where the frame held none (RFC 6455 §7.1.5)
     */
    void onClose(int code, String reason);

    /**
     * The peer broke a rule or a limit, for which this side closed.
     *
     * @param code what the peer was told
     */
    default void onBreach(int code, String reason) {
        onClose(code, reason);
    }

    /** The connection ended without a Close frame, or the upgrade came to nothing. */
    void onAbort(Throwable cause);
}
