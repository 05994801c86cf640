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
    private final Inbound inbound;
    private final Outbound outbound;

    private SessionState state = SessionState.NEW;

    /** Whether the session outlives its receiver (HTTP) or is one with it (WebSocket). */
    private boolean resumable = true;

    /** When the present state ends by itself: open-hold, disconnect delay or linger. */
    private long due = NEVER;

    /** Whether the client's connection broke: then nothing is kept for it, and what it sends is refused. */
    private boolean clientLost;

    /** Why the session ends; set before that where the backend ends it before it took it. */
    private @Nullable CloseStatus closeStatus;

    SessionMachine(SessionPolicy policy, Consumer<Effect> effects) {
        this.policy = policy;
        this.effects = effects;
        this.inbound = new Inbound(policy, effects);
        this.outbound = new Outbound(policy, effects);
    }

    SessionState state() {
        return state;
    }

    void on(SessionEvent event, long now) {
        if (event instanceof Send send) {
            send(send.message());
        } else if (event instanceof Flush) {
            outbound.flushed();
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
        return state == SessionState.ATTACHED ? Math.min(next, outbound.nextDeadline()) : next;
    }

    // Receivers

    private void attach(Receiver arrival, long now) {
        switch (state) {
            case NEW -> {
                outbound.adopt(arrival, now);
                resumable = arrival.traits().resumable();
                state = SessionState.OPENING;
                due = arrival.traits().awaitsBackend() ? NEVER : now + policy.openHold();
                inbound.ask();
            }
            case DETACHED -> {
                outbound.adopt(arrival, now);
                state = SessionState.ATTACHED;
                due = NEVER;
                pump(now);
            }
            case OPENING, ATTACHED -> outbound.dismiss(arrival, CloseStatus.ANOTHER_CONNECTION);
            case CLOSING -> {
                if (outbound.receiver() == null) {
                    outbound.adopt(arrival, now);
                    pump(now);
                } else {
                    outbound.dismiss(arrival, CloseStatus.ANOTHER_CONNECTION);
                }
            }
            case CLOSED -> outbound.dismiss(arrival, reason());
        }
    }

    /** Writes the next frame if the receiver is idle: what is queued, else why the session is closing. */
    private void pump(long now) {
        if (state != SessionState.ATTACHED && state != SessionState.CLOSING) {
            return;
        }
        Outbound.Wrote wrote = outbound.writeQueued(now);
        if (wrote == Outbound.Wrote.IDLE && state == SessionState.CLOSING) {
            // Of a WebSocket the closing handshake is still to come; its end, or linger, ends the
            // session.
            outbound.writeClose(reason(), resumable);
        } else {
            detachAfter(wrote, now);
        }
    }

    private void detachAfter(Outbound.Wrote wrote, long now) {
        if (wrote == Outbound.Wrote.LAST_FRAME && state == SessionState.ATTACHED) {
            state = SessionState.DETACHED;
            // The client asks again once it has read this to the end: its delay begins then.
            due = now + policy.stall();
        }
    }

    private void finished(Receiver last, long now) {
        if (outbound.finished(last) && state == SessionState.DETACHED) {
            due = now + policy.disconnectDelay();
        }
    }

    private void writeDone(Receiver of, long now) {
        if (outbound.written(of)) {
            if (state == SessionState.CLOSING) {
                due = now + policy.linger();
            }
            pump(now);
        } else {
            finished(of, now);
        }
    }

    private void writeFailed(WriteFailed failed, long now) {
        if (failed.receiver() == outbound.receiver() || failed.messagesLost()) {
            interrupted(now);
        } else {
            finished(failed.receiver(), now);
        }
    }

    private void aborted(Receiver of, long now) {
        if (of == outbound.receiver()) {
            interrupted(now);
        }
    }

    /** The client's connection broke: what it did and did not get is unknown. */
    private void interrupted(long now) {
        clientLost = true;
        switch (state) {
            case OPENING -> remove(CloseStatus.CONNECTION_INTERRUPTED, CloseStatus.CLIENT_LOST);
            case ATTACHED, DETACHED -> {
                outbound.release();
                if (resumable) {
                    outbound.clear();
                    inbound.deliverAllHeld();
                    inbound.close(CloseStatus.CLIENT_LOST);
                    enterClosing(CloseStatus.CONNECTION_INTERRUPTED, now);
                } else {
                    remove(CloseStatus.CONNECTION_INTERRUPTED, CloseStatus.CLIENT_LOST);
                }
            }
            case CLOSING -> {
                outbound.release();
                if (!resumable) {
                    remove(reason(), reason());
                } else {
                    // Messages may be missing: whoever asks now must not hear of a clean end.
                    outbound.clear();
                    closeStatus = CloseStatus.CONNECTION_INTERRUPTED;
                }
            }
            case NEW, CLOSED -> {}
        }
    }

    // Towards the client

    private void send(Message message) {
        switch (state) {
            case OPENING, DETACHED -> outbound.enqueue(message);
            case ATTACHED -> {
                outbound.enqueue(message);
                outbound.requestFlush();
            }
            case NEW, CLOSING, CLOSED -> {}
        }
    }

    private void limitExceeded(CloseStatus status, long now) {
        if (isOpen()) {
            outbound.clear();
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
        detachAfter(outbound.writeSign(Frame.OPEN, now), now);
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
        Receiver waiting = outbound.receiver();
        if (state == SessionState.OPENING && waiting != null && !opensToClose(waiting)) {
            refuse(waiting, status);
        } else {
            close(status, now);
        }
    }

    /** A raw WebSocket can hear an HTTP status instead. */
    private boolean opensToClose(Receiver waiting) {
        return policy.openThenClose() && !waiting.traits().awaitsBackend();
    }

    /** {@code c} with no {@code o} before it: sockjs-client stops at once and can say why. */
    private void refuse(Receiver waiting, CloseStatus status) {
        outbound.dismiss(waiting, status);
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
            case CLOSING -> {
                // A refusal makes sockjs-client report 1006 and lose what is queued for it. Where
                // nothing is, it must not take for delivered what nobody hears.
                effects.accept(
                        clientLost
                                ? new Effect.Reject(messages.inlet())
                                : new Effect.Accept(messages.inlet()));
            }
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
        if (state != SessionState.ATTACHED) {
            return;
        }
        switch (outbound.tick(peerHeard || inbound.isClientHeldBack(), now)) {
            case NOTHING -> {}
            case PING -> outbound.ping();
            case HEARTBEAT -> detachAfter(outbound.writeSign(Frame.HEARTBEAT, now), now);
            case HEARTBEAT_AND_PING -> {
                outbound.ping();
                detachAfter(outbound.writeSign(Frame.HEARTBEAT, now), now);
            }
            case STALLED -> limitExceeded(CloseStatus.SLOW_CONSUMER, now);
            case SILENT -> {
                outbound.abort();
                interrupted(now);
            }
        }
    }

    private void dueNow(long now) {
        switch (state) {
            case OPENING -> open(now);
            case DETACHED -> {
                if (outbound.isFinishing()) {
                    outbound.abort();
                    remove(CloseStatus.SLOW_CONSUMER, CloseStatus.SLOW_CONSUMER);
                } else {
                    inbound.deliverAllHeld();
                    remove(CloseStatus.CONNECTION_INTERRUPTED, CloseStatus.GOING_AWAY);
                }
            }
            case CLOSING -> {
                outbound.abort();
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
        Receiver waiting = outbound.receiver();
        if (state == SessionState.OPENING && waiting != null) {
            if (!opensToClose(waiting)) {
                refuse(waiting, status);
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
        outbound.clear();
        outbound.release();
        closeStatus = toLateAskers;
        state = SessionState.CLOSED;
        due = NEVER;
        effects.accept(new Effect.Remove(toLateAskers));
    }

    private CloseStatus reason() {
        return closeStatus == null ? CloseStatus.GOING_AWAY : closeStatus;
    }
}
