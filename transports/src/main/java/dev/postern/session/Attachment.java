package dev.postern.session;

/** A session's present receiver: what it may still carry, and when its peer was last written to or heard. */
final class Attachment {

    /** Even a WebSocket gets its backlog in frames of this size, so that a client can begin to read. */
    private static final long MAX_FRAME = 128 << 10;

    /** Two silent periods after a PING and the peer is taken for dead. */
    private static final int SILENT_PERIODS = 2;

    enum Due {
        NOTHING,
        PING,
        HEARTBEAT,
        HEARTBEAT_AND_PING,
        /** A write makes no progress. */
        STALLED,
        /** The peer answers no PING. */
        SILENT
    }

    private final Receiver receiver;
    private final SessionPolicy policy;
    private final long expires;
    private long budget;
    private boolean writing;
    private boolean closing;
    private long lastWrite;
    private long lastPing;
    private int silentPeriods;

    Attachment(Receiver receiver, SessionPolicy policy, long now) {
        ReceiverTraits traits = receiver.traits();
        this.receiver = receiver;
        this.policy = policy;
        this.budget = traits.byteBudget();
        this.expires = traits.ageBudget() == Long.MAX_VALUE
                ? SessionMachine.NEVER
                : now + traits.ageBudget();
        this.lastWrite = now;
        this.lastPing = now;
    }

    Receiver receiver() {
        return receiver;
    }

    boolean isWriting() {
        return writing || closing;
    }

    /** What the next frame of messages may weigh. */
    long frameBudget() {
        return Math.min(budget, MAX_FRAME);
    }

    /**
     * Notes that a frame is handed over.
     *
     * @return whether it is the last this receiver carries
     */
    boolean spend(long size, long now) {
        budget -= size;
        writing = true;
        lastWrite = now;
        return receiver.traits().singleFrame() || budget <= 0 || expires <= now;
    }

    void written() {
        writing = false;
    }

    /** Notes that the close frame is handed over: nothing follows it. */
    void closing() {
        closing = true;
    }

    long nextDeadline() {
        if (closing) {
            return SessionMachine.NEVER;
        }
        long next = writing ? lastWrite + policy.stall() : SessionMachine.NEVER;
        if (receiver.traits().pings()) {
            next = Math.min(next, lastPing + policy.heartbeat());
        }
        if (receiver.traits().heartbeats() && !writing) {
            next = Math.min(next, lastWrite + policy.heartbeat());
        }
        return next;
    }

    /** What is due; the caller does it. */
    Due tick(boolean peerHeard, long now) {
        if (writing && lastWrite + policy.stall() <= now) {
            return Due.STALLED;
        }
        boolean heartbeat =
                receiver.traits().heartbeats() && !writing && lastWrite + policy.heartbeat() <= now;
        boolean ping = receiver.traits().pings() && lastPing + policy.heartbeat() <= now;
        if (peerHeard) {
            silentPeriods = 0;
        }
        if (ping) {
            lastPing = now;
            if (++silentPeriods > SILENT_PERIODS) {
                return Due.SILENT;
            }
        }
        if (heartbeat) {
            return ping ? Due.HEARTBEAT_AND_PING : Due.HEARTBEAT;
        }
        return ping ? Due.PING : Due.NOTHING;
    }
}
