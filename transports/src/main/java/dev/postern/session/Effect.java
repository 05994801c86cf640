package dev.postern.session;

import dev.postern.api.CloseStatus;
import dev.postern.protocol.Frame;

/** What a transition asks of the world; carried out after it, in order. */
sealed interface Effect {

    Effect ASK_BACKEND = new AskBackend();
    Effect CANCEL_ASK = new CancelAsk();
    Effect REQUEST_FLUSH = new RequestFlush();

    /** Ask the backend whether it takes the session. */
    record AskBackend() implements Effect {}

    /** The backend's answer is no longer wanted. */
    record CancelAsk() implements Effect {}

    /** Tell the backend that the session is over. */
    record CloseBackend(CloseStatus status) implements Effect {}

    /**
     * Tell the backend what the client sent.
     *
     * @param held whether it had been held; then {@link SessionEvent.Delivered} is awaited
     */
    record Deliver(ClientBatch batch, boolean held) implements Effect {}

    /** Write to a receiver; {@code last} finishes it. */
    record Write(Receiver receiver, Frame frame, boolean last) implements Effect {}

    /** Probe a receiver's peer. */
    record Ping(Receiver receiver) implements Effect {}

    /** Cut a receiver's connection. */
    record Abort(Receiver receiver) implements Effect {}

    /** Say {@link SessionEvent.Flush} at the end of this turn. */
    record RequestFlush() implements Effect {}

    /** Tell where messages came from that they were accepted. */
    record Accept(Inlet inlet) implements Effect {}

    /** Tell where messages came from that there is no such session. */
    record Reject(Inlet inlet) implements Effect {}

    /** The session is gone; {@code status} answers who still asks for it. */
    record Remove(CloseStatus status) implements Effect {}
}
