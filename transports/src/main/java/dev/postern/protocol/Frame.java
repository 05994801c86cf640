package dev.postern.protocol;

import java.util.List;

/** What a SockJS server says to its client (SockJS protocol, "Framing accepted by the client"). */
public sealed interface Frame {

    Frame OPEN = new Open();
    Frame HEARTBEAT = new Heartbeat();

    /** {@code o}: the session is open. */
    record Open() implements Frame {}

    /** {@code h}: nothing to say, but the connection is alive. */
    record Heartbeat() implements Frame {}

    /** {@code a["…","…"]}: one or more messages, in order. */
    record Messages(List<? extends Message> messages) implements Frame {}

    /** {@code c[code,"reason"]}: the session is over. */
    record Close(int code, String reason) implements Frame {}
}
