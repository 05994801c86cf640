package dev.postern.gateway.negotiation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Notices that the connections of a route die at one regular age, as they do where something between cuts
 * what looks idle, and says what to do. Thread-safe by a lock that is held for a few assignments.
 */
public final class RegularDeaths {

    private static final Logger LOG = LoggerFactory.getLogger(RegularDeaths.class);

    /** The last deaths that are looked at. */
    private static final int LAST = 16;

    /** How many of them must be of one age. */
    private static final int ALIKE = 8;

    /**
     * Younger ones are no work of an idle time-out; nor are those that lived to see a heartbeat, after
     * which they are not idle.
     */
    private static final long YOUNGEST = TimeUnit.SECONDS.toNanos(1);

    /** Time-outs are checked by ticks of up to a second. */
    private static final long TICK = TimeUnit.SECONDS.toNanos(1);

    private static final long SILENCE = TimeUnit.MINUTES.toNanos(10);

    private final String prefix;
    private final Duration heartbeat;
    private final long[] ages = new long[LAST];
    private int next;
    private int known;
    private long warnings;
    private long quietUntil;

    public RegularDeaths(String prefix, Duration heartbeat) {
        this.prefix = prefix;
        this.heartbeat = heartbeat;
    }

    /** How often it has warned. */
    public synchronized long warnings() {
        return warnings;
    }

    void died(long age, long now) {
        long regular = note(age, now);
        if (regular > 0) {
            LOG.warn(
                    "Connections of {} die at an age of {} s, {} of the last {} that broke: something between cuts"
                            + " what looks idle. Set this route's heartbeat, now {} s, well below that age",
                    prefix,
                    Math.round(regular / 1e8) / 10.0,
                    ALIKE,
                    LAST,
                    heartbeat.toMillis() / 1000.0);
        }
    }

    private synchronized long note(long age, long now) {
        if (age < YOUNGEST || age > heartbeat.toNanos() + TICK) {
            return 0;
        }
        ages[next] = age;
        next = (next + 1) % LAST;
        known = Math.min(LAST, known + 1);
        if (warnings > 0 && now - quietUntil < 0) {
            return 0;
        }
        long regular = regularAge();
        if (regular > 0) {
            warnings++;
            quietUntil = now + SILENCE;
        }
        return regular;
    }

    /** The age at which {@link #ALIKE} of the last died, or 0. */
    private long regularAge() {
        long[] sorted = Arrays.copyOf(ages, known);
        Arrays.sort(sorted);
        for (int i = 0; i + ALIKE <= known; i++) {
            long youngest = sorted[i];
            long oldest = sorted[i + ALIKE - 1];
            if (oldest - youngest <= Math.max(TICK, youngest / 20)) {
                return sorted[i + ALIKE / 2];
            }
        }
        return 0;
    }
}
