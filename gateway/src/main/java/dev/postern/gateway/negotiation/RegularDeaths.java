package dev.postern.gateway.negotiation;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Notices that the connections of a route die after one regular silence, as they do where something between
 * cuts what looks idle, and says what to do. Thread-safe by a lock that is held for a few assignments.
 *
 * <p>The numbers are such that it does not warn by chance where hundreds of thousands leave when they like,
 * not even where polls that are answered every second or two bound each silence ({@code RegularDeathsTest}).
 */
public final class RegularDeaths {

    private static final Logger LOG = LoggerFactory.getLogger(RegularDeaths.class);

    /** The last deaths that are looked at, those included that no time-out explains: they are no evidence for one. */
    private static final int LAST = 32;

    /** How many of them must be alike at least, and they must be two thirds. */
    private static final int ALIKE = 12;

    /** No idle time-out is shorter. */
    private static final long SHORTEST = TimeUnit.SECONDS.toNanos(1);

    /** Nobody cuts to the millisecond, and what passed last was on its way for a while. */
    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(250);

    /** What a time-out is checked by may tick in proportion: the window is a 20th of the silence at least. */
    private static final long PORTION = 20;

    /** How long it says nothing after a warning. */
    private static final long PAUSE = TimeUnit.MINUTES.toNanos(10);

    private final String prefix;
    private final Duration heartbeat;
    private final long[] silences = new long[LAST];
    private int next;
    private int known;
    private long warnings;
    private long quietUntil;

    /** @param heartbeat after which nothing is silent any more */
    public RegularDeaths(String prefix, Duration heartbeat) {
        this.prefix = prefix;
        this.heartbeat = heartbeat;
    }

    /** What was found: how many died after about this silence. */
    private record Regular(long silence, int alike, int of) {}

    /**
     * A connection died.
     *
     * @param silence nanoseconds since a byte passed over it, either way
     * @return whether this was said to be one too many of a kind
     */
    boolean died(long silence, long now) {
        Regular found = note(silence, now);
        if (found == null) {
            return false;
        }
        LOG.warn(
                "Connections of {} die after {} s of silence, {} of the last {} that broke: something between cuts"
                        + " what looks idle. Set this route's heartbeat, now {} s, well below that",
                prefix,
                Math.round(found.silence() / 1e8) / 10.0,
                found.alike(),
                found.of(),
                heartbeat.toMillis() / 1000.0);
        return true;
    }

    private synchronized @Nullable Regular note(long silence, long now) {
        silences[next] = silence;
        next = (next + 1) % LAST;
        known = Math.min(LAST, known + 1);
        // A silence that is no time-out's cannot complete anything.
        if (silence < SHORTEST || (warnings > 0 && now - quietUntil < 0)) {
            return null;
        }
        Regular found = regular();
        if (found != null) {
            warnings++;
            quietUntil = now + PAUSE;
        }
        return found;
    }

    private @Nullable Regular regular() {
        int least = Math.max(ALIKE, (known * 2 + 2) / 3);
        long[] sorted = Arrays.copyOf(silences, known);
        Arrays.sort(sorted);
        for (int i = 0; i + least <= known; i++) {
            long shortest = sorted[i];
            long longest = sorted[i + least - 1];
            if (shortest >= SHORTEST
                    && longest - shortest <= Math.max(WINDOW, shortest / PORTION)) {
                return new Regular(sorted[i + least / 2], least, known);
            }
        }
        return null;
    }
}
