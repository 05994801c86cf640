package dev.postern.gateway.config;

/** What becomes of a binary message from an application on a SockJS session, which can carry text only. */
public enum BinaryMode {
    /** The session closes with 1003: better than a message that arrives broken. */
    REFUSE,
    /** It travels as a text message, base64-encoded (RFC 4648 §4). */
    BASE64
}
