package dev.postern.session;

/** The clock of sessions, and what wakes them. */
public interface SessionTimers {

    /** Nanoseconds of a clock that starts near zero and only moves forward. */
    long now();

    /** Runs {@code task}, which must not block, once after {@code delay} nanoseconds. */
    Timer after(long delay, Runnable task);

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }

    /** The timers of all endpoints of this JVM: one daemon thread, begun when it is first needed. */
    static SessionTimers shared() {
        return SharedTimers.INSTANCE;
    }
}
