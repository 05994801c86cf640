package dev.postern.stomp;

import dev.postern.api.CloseStatus;

import java.nio.ByteBuffer;

/** What happens to a gated session, one at a time. */
sealed interface GateEvent {

    GateEvent TAKEN = new Taken();
    GateEvent CONNECTED = new Connected();
    GateEvent WRITABLE = new Writable();

    record Text(String text) implements GateEvent {}

    record Bytes(ByteBuffer data) implements GateEvent {}

    /** The credentials were checked. */
    record Checked(ConnectVerdict verdict) implements GateEvent {}

    /** The backend took the session. */
    record Taken() implements GateEvent {}

    /** The backend has sent CONNECTED. */
    record Connected() implements GateEvent {}

    /** The client keeps up again. */
    record Writable() implements GateEvent {}

    /** The session is over. */
    record Over(CloseStatus status) implements GateEvent {}
}
