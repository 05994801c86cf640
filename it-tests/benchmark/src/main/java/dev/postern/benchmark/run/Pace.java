package dev.postern.benchmark.run;

import java.time.Duration;

/**
 * How patiently a table is measured.
 *
 * @param turns how often each peer has its turn
 * @param turn how long one is
 * @param settled the compilers' share under which a peer counts as warm
 * @param patience how long a peer may take to get warm
 */
record Pace(int turns, Duration turn, double settled, Duration patience) {

    static final Pace SHORT = new Pace(2, Duration.ofSeconds(2), 0.05, Duration.ofSeconds(6));
    static final Pace FULL = new Pace(3, Duration.ofSeconds(4), 0.02, Duration.ofSeconds(20));
}
