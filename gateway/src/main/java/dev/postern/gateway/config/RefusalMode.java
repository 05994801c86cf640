package dev.postern.gateway.config;

/** How a SockJS client hears that it is not let in. */
public enum RefusalMode {
    /** By a close frame alone: sockjs-client stops at once, and can say why. */
    CLOSE,
    /** By an open frame and then the close frame, as Spring's Java client wants it. */
    OPEN_THEN_CLOSE
}
