package dev.postern.protocol;

/** One message on its way to a client: a text, or bytes (raw WebSocket only, RFC 6455 §5.6). */
public sealed interface Message permits EncodedMessage, BinaryMessage {

    /** What this message counts for in a queue or a response budget, in bytes. */
    int size();
}
