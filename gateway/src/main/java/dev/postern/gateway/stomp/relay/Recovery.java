package dev.postern.gateway.stomp.relay;

import java.time.Duration;

/**
 * How sessions that lost their broker are spread over time. Those that end are told one after the
 * other, and those that come back are let through one after the other, both at even intervals: so
 * neither the gateway nor a broker that has just started meets them all in one second, whether they
 * come back at once or after the same delay each.
 *
 * <p>A few lost connections among many make no crowd: whoever makes a broker cut him off keeps nobody
 * else waiting.
 *
 * <p>Pure: times are {@link System#nanoTime()}'s and arguments. Confined to its caller.
 */
final class Recovery {

    /** A few sessions need no time to be spread over. */
    private static final long LONGEST_GAP = Duration.ofMillis(100).toNanos();

    /** Of the connections there are, one in so many has to be lost within {@link #BURST}. */
    private static final int CROWD = 10;

    private static final long BURST = Duration.ofSeconds(1).toNanos();

    private final long spread;

    private boolean active;
    private int size;
    private int lost;
    private long latest;

    /** Whether so many were lost that those who come back are let through one after the other. */
    private boolean crowded;

    private long burstBegun;
    private int burst;
    private int burstSize;
    private long nextTold;
    private long nextAdmitted;

    /** @param spread how long it takes until the last one of many is back */
    Recovery(Duration spread) {
        this.spread = spread.toNanos();
    }

    /**
     * A connection was lost.
     *
     * @param open how many there were before it
     * @return whether this is the first one of a recovery
     */
    boolean lost(long now, int open) {
        boolean first = !isActive(now);
        if (first) {
            active = true;
            crowded = false;
            lost = 0;
            size = 0;
            nextAdmitted = now;
        }
        if (first || now - burstBegun > BURST) {
            burstBegun = now;
            burst = 0;
            burstSize = open;
        }
        burst++;
        crowded |= burst * CROWD >= burstSize;
        lost++;
        size = Math.max(size, Math.max(lost, open));
        latest = now;
        return first;
    }

    /** The broker can't be reached: what was begun is not over. */
    void goesOn(long now) {
        latest = now;
    }

    /**
     * How long to wait before one more session is told, in ns. Half of the time that coming back may
     * take, and no more than that for anybody.
     */
    long untilTold(long now) {
        long slot = later(nextTold, now);
        long longest = now + spread / 2;
        nextTold = earlier(slot + gap(spread / 2), longest);
        return earlier(slot, longest) - now;
    }

    /** How long to wait before the next connection may be begun, in ns; 0 for at once. */
    long untilAdmitted(long now) {
        return isCrowded(now) ? Math.max(0, nextAdmitted - now) : 0;
    }

    /** A connection is begun. */
    void admitted(long now) {
        if (isCrowded(now)) {
            latest = now;
            nextAdmitted = later(nextAdmitted, now) + gap(spread);
        }
    }

    /** Whether connections were lost a while ago, so that more may come back. */
    boolean isActive(long now) {
        if (active && now - latest > 2 * spread) {
            active = false;
            size = 0;
        }
        return active;
    }

    private boolean isCrowded(long now) {
        return isActive(now) && crowded;
    }

    private long gap(long total) {
        return size == 0 ? LONGEST_GAP : Math.min(LONGEST_GAP, total / size);
    }

    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }

    private static long earlier(long a, long b) {
        return a - b > 0 ? b : a;
    }
}
