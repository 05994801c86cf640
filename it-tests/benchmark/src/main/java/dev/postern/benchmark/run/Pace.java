package dev.postern.benchmark.run;

import java.time.Duration;

/**
 * How patiently a table is measured.
 *
 * @param turns how often each peer has its turn in a row
 * @param turn how long one is
 * @param look how long the compilers are watched before they are judged
 * @param settled the compilers' share under which a peer counts as warm
 * @param patience how long a peer may take to get warm
 * @param linger how long sessions stay whose clients have gone; 5 s in every peer
 * @param stall how long some clients do not read; before, a server has as long to get warm
 */
record Pace(
        int turns,
        Duration turn,
        Duration look,
        double settled,
        Duration patience,
        Duration linger,
        Duration stall) {

    static final Pace SHORT = new Pace(
            3,
            Duration.ofMillis(1_000),
            Duration.ofMillis(800),
            0.05,
            Duration.ofSeconds(15),
            Duration.ofSeconds(7),
            Duration.ofSeconds(4));

    static final Pace FULL = new Pace(
            3,
            Duration.ofMillis(1_200),
            Duration.ofMillis(500),
            0.02,
            Duration.ofSeconds(20),
            Duration.ofSeconds(7),
            Duration.ofSeconds(5));

    /** Starting a JVM and its first sessions. */
    private static final double START_SECONDS = 3;

    /** The part of their patience that new servers take. */
    private static final double WARM_UP = 0.7;

    /** Opening and closing the sessions of one turn. */
    private static final double CHANGE_SECONDS = 0.6;

    /** Looking twice at a heap, and opening ten thousand sessions. */
    private static final double IDLE_SECONDS = 7;

    /** The same with all times multiplied: figures worth nothing, soon. */
    Pace times(double factor) {
        return new Pace(
                turns,
                times(turn, factor),
                times(look, factor),
                settled,
                times(patience, factor),
                times(linger, factor),
                times(stall, factor));
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofMillis(Math.max(1, Math.round(duration.toMillis() * factor)));
    }

    /** Seconds that a row will take, roughly; {@code starting} of its servers are still to be started. */
    double expected(Row row, int starting) {
        int peers = row.peers().size();
        return switch (row.scenario()) {
            case IDLE -> seconds(linger) + peers * (START_SECONDS + IDLE_SECONDS);
            case SLOW -> peers * (2 * START_SECONDS + seconds(turn) + 2 * seconds(stall));
            default ->
                starting * (START_SECONDS + WARM_UP * seconds(patience))
                        + peers * (2 * seconds(look) + turns * (seconds(turn) + CHANGE_SECONDS));
        };
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
