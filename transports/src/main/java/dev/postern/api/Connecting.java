package dev.postern.api;

import org.jspecify.annotations.Nullable;

/** A session that waits for its backend's answer. The first answer counts; later ones are ignored. */
public interface Connecting {

    /** Takes the session. From now on {@code connection} hears of it. */
    default void accept(BackendConnection connection) {
        accept(connection, null);
    }

    /**
     * Takes the session, speaking a WebSocket sub-protocol (RFC 6455 §1.9).
     *
     * @param subProtocol one of {@link Handshake#subProtocols()}, or null for none. It is told to a
     *     raw WebSocket client; what a SockJS client hears is the endpoint's choice.
     */
    void accept(BackendConnection connection, @Nullable String subProtocol);

    /** Refuses the session; the client hears why, in the words its transport has for it. */
    void refuse(CloseStatus why);

    /**
     * Sets what to do when the client gives up before the answer: cancel the connection attempt,
     * say. Runs at once if that has happened already; at most once, and never after an answer.
     */
    void onAbandoned(Runnable cancel);
}
