package dev.postern.session;

import dev.postern.api.CloseStatus;
import dev.postern.protocol.Frame;
import dev.postern.protocol.Message;
import dev.postern.session.SessionEvent.Aborted;
import dev.postern.session.SessionEvent.Attach;
import dev.postern.session.SessionEvent.BackendClosed;
import dev.postern.session.SessionEvent.BackendOpened;
import dev.postern.session.SessionEvent.BackendRefused;
import dev.postern.session.SessionEvent.ClientClosed;
import dev.postern.session.SessionEvent.ClientMessages;
import dev.postern.session.SessionEvent.Delivered;
import dev.postern.session.SessionEvent.Drain;
import dev.postern.session.SessionEvent.Flush;
import dev.postern.session.SessionEvent.LimitExceeded;
import dev.postern.session.SessionEvent.Paused;
import dev.postern.session.SessionEvent.Resumed;
import dev.postern.session.SessionEvent.Send;
import dev.postern.session.SessionEvent.Tick;
import dev.postern.session.SessionEvent.WriteDone;
import dev.postern.session.SessionEvent.WriteFailed;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/**
 * The life of a session as a pure state machine: an event and the time in, effects out. This is the
 * only place where a session's state changes. It knows no clock, no thread and no I/O; whoever runs
 * it must do so one event at a time. docs/architecture.md holds the table.
 */
final class SessionMachine {

    static final long NEVER = Long.MAX_VALUE;

    private final SessionPolicy policy;
    private final Consumer<Effect> effects;
    private final SendQueue queue = new SendQueue();
    private final Inbound inbound;

    private SessionState state = SessionState.NEW;
    private @Nullable Attachment receiver;
    private boolean flushRequested;

    /** Whether the session outlives its receiver (HTTP) or is one with it (WebSocket). */
    private boolean resumable = true;

    /** When the present state ends by itself: open-hold, disconnect delay or linger. */
    private long due = NEVER;

    /** Why the session ends; set before that where the backend ends it before it took it. */
    private @Nullable CloseStatus closeStatus;

    SessionMachine(SessionPolicy policy, Consumer<Effect> effects) {
        this.policy = policy;
        this.effects = effects;
        this.inbound = new Inbound(policy, effects);
    }

    SessionState state() {
        return state;
    }

    void on(SessionEvent event, long now) {
        if (event instanceof Send send) {
            send(send.message());
        } else if (event instanceof Flush) {
            flushRequested = false;
            pump(now);
        } else if (event instanceof WriteDone done) {
            writeDone(done.receiver(), now);
        } else if (event instanceof ClientMessages messages) {
            clientMessages(messages, now);
        } else if (event instanceof Attach attach) {
            attach(attach.receiver(), now);
        } else if (event instanceof Tick tick) {
            tick(tick.peerHeard(), now);
        } else if (event instanceof BackendOpened) {
            backendOpened(now);
        } else if (event instanceof BackendRefused refused) {
            backendRefused(refused.status(), now);
        } else if (event instanceof BackendClosed closed) {
            backendClosed(closed.status(), now);
        } else if (event instanceof ClientClosed closed) {
            clientClosed(closed.status());
        } else if (event instanceof Aborted aborted) {
            aborted(aborted.receiver(), now);
        } else if (event instanceof WriteFailed failed) {
            writeFailed(failed, now);
        } else if (event instanceof Paused) {
            inbound.pause(now);
        } else if (event instanceof Resumed) {
            inbound.resume(now);
        } else if (event instanceof Delivered) {
            inbound.delivered(now);
        } else if (event instanceof LimitExceeded exceeded) {
            limitExceeded(exceeded.status(), now);
        } else if (event instanceof Drain drain) {
            drain(drain.status(), now);
        }
    }

    /** When a {@link Tick} is wanted; {@link #NEVER} if nothing is due. */
    long nextDeadline() {
        long next = Math.min(due, inbound.nextDeadline());
        if (receiver != null && state == SessionState.ATTACHED) {
            next = Math.min(next, receiver.nextDeadline());
        }
        return next;
    }

    // Receivers

    private void attach(Receiver arrival, long now) {
        switch (state) {
            case NEW -> {
                adopt(arrival, now);
                resumable = arrival.traits().resumable();
                state = SessionState.OPENING;
                due = arrival.traits().awaitsBackend() ? NEVER : now + policy.openHold();
                inbound.ask();
            }
            case DETACHED -> {
                adopt(arrival, now);
                state = SessionState.ATTACHED;
                due = NEVER;
                pump(now);
            }
            case OPENING, ATTACHED -> dismiss(arrival, CloseStatus.ANOTHER_CONNECTION);
            case CLOSING -> {
                if (receiver == null) {
                    adopt(arrival, now);
                    pump(now);
                } else {
                    dismiss(arrival, CloseStatus.ANOTHER_CONNECTION);
                }
            }
            case CLOSED -> dismiss(arrival, reason());
        }
    }

    private void adopt(Receiver arrival, long now) {
        receiver = new Attachment(arrival, policy, now);
    }

    private void dismiss(Receiver arrival, CloseStatus status) {
        effects.accept(
                new Effect.Write(arrival, new Frame.Close(status.code(), status.reason()), true));
    }

    /** Writes the next frame if the receiver is idle: what is queued, else why the session is closing. */
    private void pump(long now) {
        Attachment to = receiver;
        if (to == null
                || to.isWriting()
                || (state != SessionState.ATTACHED && state != SessionState.CLOSING)) {
            return;
        }
        if (!queue.isEmpty()) {
            List<Message> messages = queue.take(to.frameBudget());
            write(to, new Frame.Messages(messages), size(messages), now);
        } else if (state == SessionState.CLOSING) {
            CloseStatus status = reason();
            effects.accept(new Effect.Write(
                    to.receiver(), new Frame.Close(status.code(), status.reason()), true));
            if (resumable) {
                receiver = null;
            } else {
                // The closing handshake is still to come; its end, or linger, ends the session.
                to.closing();
            }
        }
    }

    private void write(Attachment to, Frame frame, long size, long now) {
        boolean last = to.spend(size, now);
        effects.accept(new Effect.Write(to.receiver(), frame, last));
        if (last) {
            // Released at hand-over: the client's next poll may overtake the completion of this
            // write.
            receiver = null;
            if (state == SessionState.ATTACHED) {
                state = SessionState.DETACHED;
                due = now + policy.disconnectDelay();
            }
        }
    }

    private void writeDone(Receiver of, long now) {
        if (receiver != null && receiver.receiver() == of && receiver.isWriting()) {
            receiver.written();
            if (state == SessionState.CLOSING) {
                due = now + policy.linger();
            }
            pump(now);
        }
    }

    private void writeFailed(WriteFailed failed, long now) {
        boolean current = receiver != null && receiver.receiver() == failed.receiver();
        if (current || failed.messagesLost()) {
            interrupted(now);
        }
    }

    private void aborted(Receiver of, long now) {
        if (receiver != null && receiver.receiver() == of) {
            interrupted(now);
        }
    }

    /** The client's connection broke: what it did and did not get is unknown. */
    private void interrupted(long now) {
        switch (state) {
            case OPENING -> remove(CloseStatus.CONNECTION_INTERRUPTED, CloseStatus.GOING_AWAY);
            case ATTACHED, DETACHED -> {
                receiver = null;
                if (resumable) {
                    queue.clear();
                    inbound.close(CloseStatus.GOING_AWAY);
                    enterClosing(CloseStatus.CONNECTION_INTERRUPTED, now);
                } else {
                    remove(CloseStatus.CONNECTION_INTERRUPTED, CloseStatus.GOING_AWAY);
                }
            }
            case CLOSING -> {
                receiver = null;
                if (!resumable) {
                    remove(reason(), reason());
                } else {
                    // Messages may be missing: whoever asks now must not hear of a clean end.
                    queue.clear();
                    closeStatus = CloseStatus.CONNECTION_INTERRUPTED;
                }
            }
            case NEW, CLOSED -> {}
        }
    }

    // Towards the client

    private void send(Message message) {
        switch (state) {
            case OPENING, DETACHED -> queue.add(message);
            case ATTACHED -> {
                queue.add(message);
                if (!flushRequested && receiver != null && !receiver.isWriting()) {
                    flushRequested = true;
                    effects.accept(Effect.REQUEST_FLUSH);
                }
            }
            case NEW, CLOSING, CLOSED -> {}
        }
    }

    private void limitExceeded(CloseStatus status, long now) {
        if (isOpen()) {
            queue.clear();
            close(status, now);
        }
    }

    // Backend

    private void backendOpened(long now) {
        if (!inbound.opened()) {
            // It answered after the session was over; it hears so at once.
            effects.accept(new Effect.CloseBackend(CloseStatus.GOING_AWAY));
            return;
        }
        if (state == SessionState.OPENING) {
            open(now);
        }
        if (isOpen()) {
            inbound.deliverHeld(now);
        }
    }

    private void open(long now) {
        sayOpen(now);
        if (closeStatus != null) {
            close(closeStatus, now);
        }
    }

    private void sayOpen(long now) {
        state = SessionState.ATTACHED;
        due = NEVER;
        if (receiver != null) {
            write(receiver, Frame.OPEN, 2, now);
        }
    }

    private void backendClosed(CloseStatus status, long now) {
        if (state == SessionState.OPENING) {
            // It may still take the session, to end it at once: the client then hears both.
            closeStatus = status;
        } else {
            close(status, now);
        }
    }

    private void backendRefused(CloseStatus status, long now) {
        if (!inbound.refused()) {
            return;
        }
        if (state == SessionState.OPENING && receiver != null && !opensToClose(receiver)) {
            refuse(receiver, status);
        } else {
            close(status, now);
        }
    }

    /** A raw WebSocket can hear an HTTP status instead. */
    private boolean opensToClose(Attachment waiting) {
        return policy.openThenClose() && !waiting.receiver().traits().awaitsBackend();
    }

    /** {@code c} with no {@code o} before it: sockjs-client stops at once and can say why. */
    private void refuse(Attachment waiting, CloseStatus status) {
        dismiss(waiting.receiver(), status);
        remove(status, status);
    }

    // From the client

    private void clientMessages(ClientMessages messages, long now) {
        switch (state) {
            case ATTACHED, DETACHED -> {
                if (!inbound.take(messages.batch(), messages.inlet(), now)) {
                    limitExceeded(CloseStatus.SLOW_BACKEND, now);
                }
            }
            // Any other answer makes sockjs-client report 1006 and lose what is queued for it.
            case CLOSING -> effects.accept(new Effect.Accept(messages.inlet()));
            case NEW, OPENING, CLOSED -> effects.accept(new Effect.Reject(messages.inlet()));
        }
    }

    private void clientClosed(CloseStatus status) {
        if (state != SessionState.CLOSED) {
            remove(closeStatus == null ? status : closeStatus, status);
        }
    }

    // Time

    private void tick(boolean peerHeard, long now) {
        if (due <= now) {
            dueNow(now);
        }
        if (!inbound.tick(now)) {
            limitExceeded(CloseStatus.SLOW_BACKEND, now);
        }
        Attachment at = receiver;
        if (at == null || state != SessionState.ATTACHED) {
            return;
        }
        switch (at.tick(peerHeard || inbound.isClientHeldBack(), now)) {
            case NOTHING -> {}
            case PING -> effects.accept(new Effect.Ping(at.receiver()));
            case HEARTBEAT -> write(at, Frame.HEARTBEAT, 2, now);
            case HEARTBEAT_AND_PING -> {
                effects.accept(new Effect.Ping(at.receiver()));
                write(at, Frame.HEARTBEAT, 2, now);
            }
            case STALLED -> limitExceeded(CloseStatus.SLOW_CONSUMER, now);
            case SILENT -> {
                effects.accept(new Effect.Abort(at.receiver()));
                interrupted(now);
            }
        }
    }

    private void dueNow(long now) {
        switch (state) {
            case OPENING -> open(now);
            case DETACHED -> remove(CloseStatus.CONNECTION_INTERRUPTED, CloseStatus.GOING_AWAY);
            case CLOSING -> {
                if (receiver != null) {
                    effects.accept(new Effect.Abort(receiver.receiver()));
                }
                remove(reason(), reason());
            }
            case NEW, ATTACHED, CLOSED -> {}
        }
    }

    // The end

    private boolean isOpen() {
        return state == SessionState.OPENING
                || state == SessionState.ATTACHED
                || state == SessionState.DETACHED;
    }

    /** Ends an open session from this side: what is queued, then {@code c[…]}, then nothing. */
    private void close(CloseStatus status, long now) {
        if (!isOpen()) {
            return;
        }
        inbound.close(status);
        if (state == SessionState.OPENING && receiver != null) {
            if (!opensToClose(receiver)) {
                refuse(receiver, status);
                return;
            }
            sayOpen(now);
        }
        enterClosing(status, now);
        pump(now);
    }

    private void drain(CloseStatus status, long now) {
        if (state == SessionState.NEW) {
            // Found in the registry before its receiver came; that one hears why.
            remove(status, status);
        } else {
            close(status, now);
        }
    }

    private void enterClosing(CloseStatus status, long now) {
        closeStatus = status;
        state = SessionState.CLOSING;
        due = now + policy.linger();
    }

    /** The backend hears {@code toBackend} unless it has heard of an end before. */
    private void remove(CloseStatus toLateAskers, CloseStatus toBackend) {
        inbound.close(toBackend);
        queue.clear();
        receiver = null;
        closeStatus = toLateAskers;
        state = SessionState.CLOSED;
        due = NEVER;
        effects.accept(new Effect.Remove(toLateAskers));
    }

    private CloseStatus reason() {
        return closeStatus == null ? CloseStatus.GOING_AWAY : closeStatus;
    }

    private static long size(List<Message> messages) {
        long size = 2L + messages.size();
        for (Message message : messages) {
            size += message.size();
        }
        return size;
    }
}
