package dev.postern.stomp;

import org.jspecify.annotations.Nullable;

/** What a frame asks or tells (STOMP 1.2, "Client Frames" and "Server Frames"). */
public enum StompCommand {
    CONNECT,
    STOMP,
    SEND,
    SUBSCRIBE,
    UNSUBSCRIBE,
    ACK,
    NACK,
    BEGIN,
    COMMIT,
    ABORT,
    DISCONNECT,

    CONNECTED,
    MESSAGE,
    RECEIPT,
    ERROR;

    /** The longest name, in bytes. */
    static final int MAX_LENGTH = 11;

    private static final StompCommand[] ALL = values();

    /** The command of that name, or null; names are case-sensitive. */
    public static @Nullable StompCommand of(String name) {
        for (StompCommand command : ALL) {
            if (command.name().equals(name)) {
                return command;
            }
        }
        return null;
    }

    /** Whether this begins a session: a server treats STOMP as it does CONNECT. */
    public boolean isConnect() {
        return this == CONNECT || this == STOMP;
    }

    /** Whether a client may say this. */
    public boolean isOfClient() {
        return switch (this) {
            case CONNECTED, MESSAGE, RECEIPT, ERROR -> false;
            default -> true;
        };
    }

    /**
     * Whether header lines of this frame are escaped: those that begin a session are not, for they
     * come before a version is agreed on (STOMP 1.2, "Value Encoding").
     */
    boolean isEscaped() {
        return !isConnect() && this != CONNECTED;
    }
}
