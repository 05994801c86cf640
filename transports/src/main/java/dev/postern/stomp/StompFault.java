package dev.postern.stomp;

import dev.postern.api.CloseStatus;

import org.jspecify.annotations.Nullable;

/**
 * Why a STOMP session fails: told the client by an ERROR (STOMP 1.2, "ERROR"), after which the
 * session closes.
 *
 * @param message one line, the ERROR's {@code message} header
 * @param status the close that follows
 * @param receipt the receipt that the offending frame asked for, or null
 */
public record StompFault(
        String message, CloseStatus status, @Nullable String receipt) {

    /** A fault that is not one frame's. */
    public StompFault(String message, CloseStatus status) {
        this(message, status, null);
    }

    static StompFault malformed(String reason) {
        return new StompFault("Malformed frame: " + reason, CloseStatus.PROTOCOL_ERROR);
    }

    static StompFault protocol(String reason, StompFrame cause) {
        return new StompFault(reason, CloseStatus.PROTOCOL_ERROR, cause.header("receipt"));
    }

    /** The ERROR; its body repeats the message for clients that show only that. */
    public StompFrame frame() {
        StompHeaders headers = StompHeaders.of("message", message, "content-type", "text/plain");
        return StompFrame.of(
                StompCommand.ERROR,
                receipt == null ? headers : headers.with("receipt-id", receipt),
                message);
    }
}
