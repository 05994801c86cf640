package dev.postern.session;

import dev.postern.api.CloseStatus;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/**
 * The part of the state machine that faces the backend: whether it can be told what the client
 * sent, and what waits for it. Order is kept, memory is bounded, and whoever cannot be told at once
 * is not read, or is answered late.
 */
final class Inbound {

    private enum Backend {
        UNASKED,
        ASKING,
        OPEN,
        GONE
    }

    private final SessionPolicy policy;
    private final Consumer<Effect> effects;
    private Backend backend = Backend.UNASKED;
    private boolean paused;
    private boolean delivering;
    private long lastProgress;

    /** Null unless something was held and is not yet delivered. */
    private @Nullable HeldBatches held;

    Inbound(SessionPolicy policy, Consumer<Effect> effects) {
        this.policy = policy;
        this.effects = effects;
    }

    void ask() {
        backend = Backend.ASKING;
        effects.accept(Effect.ASK_BACKEND);
    }

    /** Notes the backend's answer; false if it comes too late. */
    boolean opened() {
        if (backend != Backend.ASKING) {
            return false;
        }
        backend = Backend.OPEN;
        return true;
    }

    /** Notes the backend's answer; false if it comes too late. */
    boolean refused() {
        if (backend != Backend.ASKING) {
            return false;
        }
        backend = Backend.GONE;
        return true;
    }

    /** Tells the backend, once, that the session is over; drops what it has not heard. */
    void close(CloseStatus status) {
        if (backend == Backend.ASKING) {
            effects.accept(Effect.CANCEL_ASK);
        } else if (backend == Backend.OPEN) {
            effects.accept(new Effect.CloseBackend(status));
        }
        backend = Backend.GONE;
        if (held != null) {
            held.releaseAll(this::accept);
            held = null;
        }
    }

    /** Takes what the client sent; false if that goes over the hard limit. */
    boolean take(ClientBatch batch, Inlet inlet, long now) {
        if (batch.size() == 0) {
            accept(inlet);
            return true;
        }
        if (backend == Backend.OPEN && !paused && held == null) {
            effects.accept(new Effect.Deliver(batch, false));
            accept(inlet);
            return true;
        }
        if (held == null) {
            held = new HeldBatches();
            lastProgress = now;
        }
        held.add(batch);
        if (held.bytes() > policy.receiveLimit() && held.bytes() > batch.size()) {
            accept(inlet);
            return false;
        }
        if (held.bytes() > policy.receiveHighMark()) {
            held.await(inlet, now + policy.sendHold());
        } else {
            accept(inlet);
        }
        return true;
    }

    void pause(long now) {
        if (!paused) {
            paused = true;
            lastProgress = now;
        }
    }

    void resume(long now) {
        paused = false;
        deliverHeld(now);
    }

    void delivered(long now) {
        delivering = false;
        deliverHeld(now);
    }

    /** One batch at a time: between two of them the backend may say that it has had enough. */
    void deliverHeld(long now) {
        if (held == null || paused || delivering || backend != Backend.OPEN) {
            return;
        }
        lastProgress = now;
        ClientBatch next = held.next();
        if (next == null) {
            held.releaseAll(this::accept);
            held = null;
            return;
        }
        if (held.bytes() <= policy.receiveHighMark()) {
            held.releaseAll(this::accept);
        }
        delivering = true;
        effects.accept(new Effect.Deliver(next, true));
    }

    /** Tells the backend what was accepted and not told yet, even if it asked for a pause: bounded, and the last. */
    void deliverAllHeld() {
        if (held == null || backend != Backend.OPEN) {
            return;
        }
        for (ClientBatch next = held.next(); next != null; next = held.next()) {
            effects.accept(new Effect.Deliver(next, false));
        }
    }

    /** Whether the client is not being read, so that its silence means nothing. */
    boolean isClientHeldBack() {
        return held != null && held.isAwaited();
    }

    long nextDeadline() {
        if (held == null) {
            return SessionMachine.NEVER;
        }
        return held.nextDue(lastProgress + policy.stall());
    }

    /** Answers whoever has waited long enough; false if the backend makes no progress. */
    boolean tick(long now) {
        if (held == null) {
            return true;
        }
        held.releaseDue(now, this::accept);
        return lastProgress + policy.stall() > now;
    }

    private void accept(Inlet inlet) {
        effects.accept(new Effect.Accept(inlet));
    }
}
