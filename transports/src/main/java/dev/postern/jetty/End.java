package dev.postern.jetty;

/** Which end of a WebSocket somebody is. */
enum End {
    CLIENT,
    SERVER;

    /** Whether the frames it sends are masked (RFC 6455 §5.1). */
    boolean masks() {
        return this == CLIENT;
    }

    End other() {
        return this == CLIENT ? SERVER : CLIENT;
    }
}
