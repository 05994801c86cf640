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
 * breaker opens for twice as long; if it ends without either, another may try. What becomes of other
 * connections meanwhile, which began before or whose client did not ask, decides nothing.
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

    /** What all connections but a trial are known by. */
    private static final int ORDINARY = 0;

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

    /** What the trial is known by that is under way, and when it began. */
    private int trial = ORDINARY;

    private long trialBegan;
    private int trials;

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
                if (trial == ORDINARY) {
                    yield now - offered >= TRIAL && offerTrial(now);
                }
                if (now - trialBegan >= PROOF) {
                    close(now);
                }
                yield state == State.CLOSED;
            }
        };
    }

    private boolean offerTrial(long now) {
        state = State.HALF_OPEN;
        offered = now;
        trial = ORDINARY;
        return true;
    }

    /**
     * A connection began.
     *
     * @return what it is known by, for {@link #passed}, {@link #ended} and {@link #failed}
     */
    int began(long now) {
        age(now);
        began++;
        living++;
        if (state != State.HALF_OPEN || trial != ORDINARY) {
            return ORDINARY;
        }
        trials++;
        trial = trials;
        trialBegan = now;
        return trial;
    }

    /** A connection showed that its kind works here. It may live on. */
    void passed(int connection, long now) {
        if (isTrial(connection)) {
            close(now);
        }
    }

    /** A connection ended as connections do, or so that nothing can be told from it. */
    void ended(int connection, long now) {
        gone();
        if (isTrial(connection)) {
            if (now - trialBegan >= PROOF) {
                close(now);
            } else {
                trial = ORDINARY;
                offered = now - TRIAL;
            }
        }
    }

    /** A connection ended as if something between had killed it. */
    void failed(int connection, long now) {
        gone();
        age(now);
        failed++;
        if (isTrial(connection)
                || (state == State.CLOSED && failed >= least && failed * 2 > total())) {
            state = State.OPEN;
            until = now + nextHold;
            nextHold = Math.min(longestHold, nextHold * 2);
            trial = ORDINARY;
        }
    }

    private boolean isTrial(int connection) {
        return state == State.HALF_OPEN && connection != ORDINARY && connection == trial;
    }

    private void gone() {
        living = Math.max(0, living - 1);
    }

    private void close(long now) {
        state = State.CLOSED;
        trial = ORDINARY;
        nextHold = hold;
        failed = 0;
        began = 0;
        counting = now;
    }

    private void age(long now) {
        if (!counted) {
            counting = now;
            counted = true;
        }
        long halves = (now - counting) / HALF_LIFE;
        if (halves > 0) {
            int shift = (int) Math.min(halves, Integer.SIZE - 1);
            began >>= shift;
            failed >>= shift;
            counting += halves * HALF_LIFE;
        }
    }
}
