package dev.postern.session;

import org.jspecify.annotations.Nullable;

/**
 * A session's one timer, set lazily: it is moved only to an earlier time. When it rings too early
 * the session looks at what is due and sets it anew, so no timer is touched for a message.
 */
final class Alarm {

    private final SessionTimers timers;
    private final Runnable ring;
    private SessionTimers.@Nullable Timer timer;
    private volatile long setFor = SessionMachine.NEVER;

    Alarm(SessionTimers timers, Runnable ring) {
        this.timers = timers;
        this.ring = ring;
    }

    /** Called by the session's mailbox only. */
    void setFor(long deadline) {
        if (deadline >= setFor) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        setFor = deadline;
        timer = timers.after(Math.max(0, deadline - timers.now()), () -> expire(deadline));
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        setFor = Long.MIN_VALUE;
    }

    private void expire(long deadline) {
        if (setFor == deadline) {
            setFor = SessionMachine.NEVER;
            ring.run();
        }
    }
}
