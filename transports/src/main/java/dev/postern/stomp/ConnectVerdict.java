package dev.postern.stomp;

import dev.postern.api.CloseStatus;
import dev.postern.api.Identity;

/** The answer to a CONNECT's credentials. */
public sealed interface ConnectVerdict {

    /** The client is who this says. */
    record Accepted(Identity identity) implements ConnectVerdict {}

    /**
     * The client may not come in.
     *
     * @param message one line for the ERROR; it should not tell which part was wrong
     * @param status the close that follows
     */
    record Refused(String message, CloseStatus status) implements ConnectVerdict {}

    /** Wrong or missing credentials. */
    ConnectVerdict UNAUTHORIZED =
            new Refused("Wrong or missing credentials", CloseStatus.UNAUTHORIZED);
}
