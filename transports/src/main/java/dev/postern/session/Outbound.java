package dev.postern.session;

import dev.postern.api.CloseStatus;
import dev.postern.protocol.Frame;
import dev.postern.protocol.Message;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/**
 * The part of the state machine that faces the client: its present receiver, and what waits to be
 * written to it. One frame is on its way at a time; what queues up meanwhile is the next.
 */
final class Outbound {

    /** How an attempt to write went. */
    enum Wrote {
        /** There is no receiver, or it is still writing. */
        NOTHING,
        /** The receiver is idle, and nothing is queued. */
        IDLE,
        /** A frame is on its way. */
        FRAME,
        /** A frame is on its way that is the receiver's last: it is released. */
        LAST_FRAME
    }

    private final SessionPolicy policy;
    private final Consumer<Effect> effects;
    private final SendQueue queue = new SendQueue();
    private @Nullable Attachment receiver;

    /** A receiver that was released with its last frame, until that is written. */
    private @Nullable Receiver finishing;

    private boolean flushRequested;

    Outbound(SessionPolicy policy, Consumer<Effect> effects) {
        this.policy = policy;
        this.effects = effects;
    }

    @Nullable
    Receiver receiver() {
        return receiver == null ? null : receiver.receiver();
    }

    void adopt(Receiver arrival, long now) {
        receiver = new Attachment(arrival, policy, now);
    }

    void release() {
        receiver = null;
    }

    void enqueue(Message message) {
        queue.add(message);
    }

    void clear() {
        queue.clear();
    }

    /** Asks for a flush at the end of the turn, once, if the receiver could write. */
    void requestFlush() {
        if (!flushRequested && receiver != null && !receiver.isWriting()) {
            flushRequested = true;
            effects.accept(Effect.REQUEST_FLUSH);
        }
    }

    void flushed() {
        flushRequested = false;
    }

    /** Writes what is queued, as much as one frame may hold. */
    Wrote writeQueued(long now) {
        Attachment to = receiver;
        if (to == null || to.isWriting()) {
            return Wrote.NOTHING;
        }
        if (queue.isEmpty()) {
            return Wrote.IDLE;
        }
        List<Message> messages = queue.take(to.frameBudget());
        return write(new Frame.Messages(messages), size(messages), now);
    }

    /** Writes {@code o} or {@code h}. */
    Wrote writeSign(Frame sign, long now) {
        return receiver == null ? Wrote.NOTHING : write(sign, 2, now);
    }

    private Wrote write(Frame frame, long size, long now) {
        Attachment to = receiver;
        if (to == null) {
            return Wrote.NOTHING;
        }
        boolean last = to.spend(size, now);
        effects.accept(new Effect.Write(to.receiver(), frame, last));
        if (last) {
            // At hand-over: the client's next poll may overtake the completion of this write.
            receiver = null;
            finishing = to.receiver();
        }
        return last ? Wrote.LAST_FRAME : Wrote.FRAME;
    }

    /**
     * Writes {@code c[…]}, after which nothing follows.
     *
     * @param release whether the receiver is done with; a WebSocket has its closing handshake to come
     */
    void writeClose(CloseStatus status, boolean release) {
        Attachment to = receiver;
        if (to == null) {
            return;
        }
        dismiss(to.receiver(), status);
        if (release) {
            receiver = null;
        } else {
            to.closing();
        }
    }

    /** Tells a receiver that is not, or no longer, the session's own. */
    void dismiss(Receiver other, CloseStatus status) {
        effects.accept(
                new Effect.Write(other, new Frame.Close(status.code(), status.reason()), true));
    }

    /** Notes that a frame has been written; false if it was not the present receiver's. */
    boolean written(Receiver by) {
        Attachment to = receiver;
        if (to == null || to.receiver() != by || !to.isWriting()) {
            return false;
        }
        to.written();
        return true;
    }

    /** Notes that the last frame of a released receiver has gone out, or never will; false if it was no such. */
    boolean finished(Receiver by) {
        if (finishing != by) {
            return false;
        }
        finishing = null;
        return true;
    }

    boolean isFinishing() {
        return finishing != null;
    }

    /** Cuts what the client has not read. */
    void abort() {
        if (receiver != null) {
            effects.accept(new Effect.Abort(receiver.receiver()));
        } else if (finishing != null) {
            effects.accept(new Effect.Abort(finishing));
            finishing = null;
        }
    }

    void ping() {
        if (receiver != null) {
            effects.accept(new Effect.Ping(receiver.receiver()));
        }
    }

    Attachment.Due tick(boolean peerHeard, long now) {
        return receiver == null ? Attachment.Due.NOTHING : receiver.tick(peerHeard, now);
    }

    long nextDeadline() {
        return receiver == null ? SessionMachine.NEVER : receiver.nextDeadline();
    }

    private static long size(List<Message> messages) {
        long size = 2L + messages.size();
        for (Message message : messages) {
            size += message.size();
        }
        return size;
    }
}
