package dev.postern.session;

import dev.postern.api.CloseStatus;
import dev.postern.protocol.Message;

/** Everything that can happen to a session. */
sealed interface SessionEvent {

    SessionEvent BACKEND_OPENED = new BackendOpened();
    SessionEvent FLUSH = new Flush();
    SessionEvent PAUSED = new Paused();
    SessionEvent RESUMED = new Resumed();
    SessionEvent DELIVERED = new Delivered();

    /** A client asks to receive. */
    record Attach(Receiver receiver) implements SessionEvent {}

    /** The backend took the session. */
    record BackendOpened() implements SessionEvent {}

    /** The backend did not take the session. */
    record BackendRefused(CloseStatus status) implements SessionEvent {}

    /** The backend ends the session. */
    record BackendClosed(CloseStatus status) implements SessionEvent {}

    /** The backend has a message for the client. */
    record Send(Message message) implements SessionEvent {}

    /** The turn in which something was sent has ended. */
    record Flush() implements SessionEvent {}

    /** A receiver has written its frame. */
    record WriteDone(Receiver receiver) implements SessionEvent {}

    /**
     * A receiver could not write its frame.
     *
     * @param messagesLost whether the frame held messages; then even a released receiver matters
     */
    record WriteFailed(Receiver receiver, boolean messagesLost) implements SessionEvent {}

    /** A receiver's client left without a word. */
    record Aborted(Receiver receiver) implements SessionEvent {}

    /** The client sent messages. */
    record ClientMessages(ClientBatch batch, Inlet inlet) implements SessionEvent {}

    /** The client closed the session: a WebSocket's Close frame. */
    record ClientClosed(CloseStatus status) implements SessionEvent {}

    /** A bound was crossed; what is queued is dropped. */
    record LimitExceeded(CloseStatus status) implements SessionEvent {}

    /** The server is about to go. */
    record Drain(CloseStatus status) implements SessionEvent {}

    /** The backend asks not to be told more for now. */
    record Paused() implements SessionEvent {}

    /** The backend can be told more. */
    record Resumed() implements SessionEvent {}

    /** The backend has been told a batch that had been held. */
    record Delivered() implements SessionEvent {}

    /**
     * A deadline may have passed.
     *
     * @param peerHeard whether a receiver that pings heard its peer since the last tick
     */
    record Tick(boolean peerHeard) implements SessionEvent {}
}
