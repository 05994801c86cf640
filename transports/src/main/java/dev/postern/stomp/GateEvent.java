package dev.postern.stomp;

import dev.postern.api.CloseStatus;

import java.nio.ByteBuffer;

/** What happens to a gated session, one at a time. */
sealed interface GateEvent {

    GateEvent TAKEN = new Taken();
    GateEvent CONNECTED = new Connected();
    GateEvent WRITABLE = new Writable();

    /** A message from the client. */
    sealed interface Sent extends GateEvent {

        /** What a message of no length costs, in bytes. */
        int OVERHEAD = 64;

        /** What it counts for while it waits, in bytes. */
        int weight();
    }

    record Text(String text) implements Sent {
        @Override
        public int weight() {
            return OVERHEAD + text.length();
        }
    }

    record Bytes(ByteBuffer data) implements Sent {
        @Override
        public int weight() {
            return OVERHEAD + data.remaining();
        }
    }

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
