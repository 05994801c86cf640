package dev.postern.gateway.negotiation;

import dev.postern.gateway.config.NegotiationSettings;

/**
 * Whether one kind of connection is offered to one network: a circuit breaker that is fed with how such
 * connections fared. Pure but for its own fields; not thread-safe. Times are nanoseconds of any clock that
 * only moves forward.
 *
 * <p>It opens (offers nothing) when at least {@code least} connections failed and these are more than half
 * of the network's, counting those that live. When its time is over it lets one connection try
 * (half-open): if that one passes, or lives for {@link #PROOF}, all is well again; if it fails, the
 * breaker opens for twice as long.
 */
final class Breaker {

    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** A connection that lived this long has proved that its kind can. */
    static final long PROOF = 10_000_000_000L;

    /** How long a trial that was offered may take to begin before another is offered. */
    static final long TRIAL = 30_000_000_000L;

    /** After this time what was counted counts half: a network may have changed. */
    static final long HALF_LIFE = 600_000_000_000L;

    private final int least;
    private final long hold;
    private final long longestHold;

    private State state = State.CLOSED;
    private int began;
    private int failed;
    private int living;
    private long counting;
    private boolean counted;
    private long nextHold;
    private long until;
    private long offered;
    private long trial;
    private boolean tried;

    Breaker(NegotiationSettings settings, int least) {
        this.least = least;
        this.hold = settings.hold().toNanos();
        this.longestHold = settings.longestHold().toNanos();
        this.nextHold = hold;
    }

    State state() {
        return state;
    }

    /** How many of its recent connections failed. */
    int failed() {
        return failed;
    }

    /** How many connections the network had recently, those that live among them. */
    int total() {
        return Math.max(began, failed + living);
    }

    /** How much longer nothing is offered. */
    long left(long now) {
        return state == State.OPEN ? until - now : 0;
    }

    /** Whether a connection of this kind should be offered now. Where this is a trial, only once. */
    boolean offers(long now) {
        return switch (state) {
            case CLOSED -> true;
            case OPEN -> now - until >= 0 && offerTrial(now);
            case HALF_OPEN -> {
                if (tried && now - trial >= PROOF) {
                    close(now);
                    yield true;
                }
                yield !tried && now - offered >= TRIAL && offerTrial(now);
            }
        };
    }

    private boolean offerTrial(long now) {
        state = State.HALF_OPEN;
        offered = now;
        tried = false;
        return true;
    }

    /** A connection began. */
    void began(long now) {
        age(now);
        began++;
        living++;
        if (state == State.HALF_OPEN && !tried) {
            tried = true;
            trial = now;
        }
    }

    /** A connection showed that its kind works here. */
    void passed(long now) {
        if (state == State.HALF_OPEN) {
            close(now);
        }
    }

    /** A connection ended as connections do. */
    void ended() {
        living = Math.max(0, living - 1);
    }

    /** A connection ended as if something between had killed it. */
    void failed(long now) {
        ended();
        age(now);
        failed++;
        if (state == State.HALF_OPEN
                || (state == State.CLOSED && failed >= least && failed * 2 > total())) {
            state = State.OPEN;
            until = now + nextHold;
            nextHold = Math.min(longestHold, nextHold * 2);
        }
    }

    private void close(long now) {
        state = State.CLOSED;
        nextHold = hold;
        failed = 0;
        began = 0;
        counting = now;
    }

    private void age(long now) {
        if (!counted || now - counting >= HALF_LIFE) {
            began = counted ? began / 2 : 0;
            failed = counted ? failed / 2 : 0;
            counting = now;
            counted = true;
        }
    }
}
