package dev.postern.gateway.stomp.relay;

import dev.postern.api.Limits;
import dev.postern.api.Session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds a client back whose broker does not keep up: while more than {@link Limits#receiveHighMark()}
 * waits to be written, the client is not read. Thread-safe; frames come one at a time.
 */
final class ClientFlow {

    private final Session session;
    private final int highMark;
    private final int limit;

    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicBoolean paused = new AtomicBoolean();

    ClientFlow(Session session, Limits limits) {
        this.session = session;
        this.highMark = limits.receiveHighMark();
        this.limit = limits.receiveLimit();
    }

    /**
     * Counts a frame that waits.
     *
     * @return whether there is room for it. A single frame may be larger than the limit; a queue of
     *     them may not
     */
    boolean add(int bytes) {
        int waiting = outstanding.addAndGet(bytes);
        if (waiting > limit && waiting > bytes) {
            return false;
        }
        if (waiting > highMark) {
            // The session first, the flag second: so whoever sees the flag resumes one that is
            // paused.
            session.pause();
            paused.set(true);
            resumeIfDrained();
        }
        return true;
    }

    /** These have been written. */
    void remove(int bytes) {
        outstanding.addAndGet(-bytes);
        resumeIfDrained();
    }

    private void resumeIfDrained() {
        if (outstanding.get() <= highMark / 4 && paused.compareAndSet(true, false)) {
            session.resume();
        }
    }

    /** Bytes that wait to be written. */
    int outstanding() {
        return outstanding.get();
    }
}
