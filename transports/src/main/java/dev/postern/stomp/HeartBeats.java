package dev.postern.stomp;

import dev.postern.session.SessionTimers;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/**
 * A session's heart-beats, and how long its client may take to be connected: one timer, set anew when
 * it rings. Thread-safe; what it calls must be too.
 */
final class HeartBeats {

    /** The periods without a word after which a client is taken for dead: networks are late. */
    private static final int SILENT_PERIODS = 3;

    /** Ours are to be there before they are missed. */
    private static final double EARLY = 0.8;

    /** What a session does when something is due. */
    interface Listener {
        void beat();

        void notConnectedInTime();

        void silent(long nanos);
    }

    private final long quietest;
    private final SessionTimers timers;
    private volatile long lastSent;
    private volatile long lastHeard;
    private volatile boolean heldBack;

    // Guarded by this.
    private SessionTimers.@Nullable Timer timer;
    private long connectDue;
    private long outgoing;
    private long incoming;
    private boolean over;

    /** @param quietest nanoseconds: heart-beats are never further apart, whatever was agreed */
    HeartBeats(long quietest, SessionTimers timers) {
        this.quietest = quietest;
        this.timers = timers;
    }

    void sent() {
        lastSent = timers.now();
    }

    void heard() {
        lastHeard = timers.now();
    }

    /** Whether the client is not being read, so that its silence means nothing. */
    void heldBack(boolean isHeldBack) {
        heldBack = isHeldBack;
        heard();
    }

    /** Begins to wait for the client to be connected. */
    synchronized void awaitConnected(long nanos, Listener listener) {
        connectDue = timers.now() + nanos;
        arm(connectDue, listener);
    }

    /** The client is connected. */
    synchronized void begin(HeartBeat ours, HeartBeat theirs, Listener listener) {
        connectDue = 0;
        outgoing = (long) (TimeUnit.MILLISECONDS.toNanos(ours.towards(theirs)) * EARLY);
        incoming = TimeUnit.MILLISECONDS.toNanos(theirs.towards(ours)) * SILENT_PERIODS;
        if (outgoing > 0) {
            outgoing = Math.min(outgoing, quietest);
        }
        sent();
        heard();
        arm(next(), listener);
    }

    synchronized void end() {
        over = true;
        arm(Long.MAX_VALUE, null);
    }

    private long next() {
        long next = connectDue == 0 ? Long.MAX_VALUE : connectDue;
        if (outgoing > 0) {
            next = Math.min(next, lastSent + outgoing);
        }
        return incoming > 0 ? Math.min(next, lastHeard + incoming) : next;
    }

    private void arm(long due, @Nullable Listener listener) {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (!over && due != Long.MAX_VALUE && listener != null) {
            timer = timers.after(Math.max(0, due - timers.now()), () -> ring(listener));
        }
    }

    private void ring(Listener listener) {
        long now = timers.now();
        boolean late;
        boolean silent;
        boolean beat;
        synchronized (this) {
            if (over) {
                return;
            }
            late = connectDue != 0 && connectDue <= now;
            silent = incoming > 0 && lastHeard + incoming <= now && !heldBack;
            beat = outgoing > 0 && lastSent + outgoing <= now;
            if (beat) {
                lastSent = now;
            }
            if (heldBack) {
                lastHeard = now;
            }
            if (!late && !silent) {
                arm(next(), listener);
            }
        }
        if (late) {
            listener.notConnectedInTime();
        } else if (silent) {
            listener.silent(incoming);
        } else if (beat) {
            listener.beat();
        }
    }
}
