package dev.postern.benchmark.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The figures as Markdown: ratios first. */
final class Tables {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double KIB = 1024;

    private Tables() {}

    /** Ours as a ratio to Vert.x and to Spring, row by row. */
    static String ratios(List<List<Outcome>> rows) {
        StringBuilder table = new StringBuilder("""
                | CPU per message | to Vert.x | wanted | to Spring | to sockjs-node | p99 to Vert.x |
                |---|---|---|---|---|---|
                """);
        for (List<Outcome> row : rows) {
            if (outcome(row, Peers.POSTERN).isPresent()
                    && outcome(row, Peers.VERTX).isPresent()
                    && !row(row).idle()) {
                line(
                        table,
                        row(row).label(),
                        ratio(row, Peers.POSTERN, Peers.VERTX, Window::cpuMicros),
                        number(row(row).target()),
                        ratio(row, Peers.POSTERN, Peers.SPRING, Window::cpuMicros),
                        ratio(row, Peers.POSTERN, Peers.NODE, Window::cpuMicros),
                        ratio(row, Peers.POSTERN, Peers.VERTX, Window::p99));
            }
        }
        return table.toString();
    }

    /** The bridge against the same echo in process, and against Pushpin. */
    static String bridge(List<List<Outcome>> rows) {
        StringBuilder table = new StringBuilder("""
                | CPU per message of the bridge | to our in-process echo | to Pushpin |
                |---|---|---|
                """);
        for (List<Outcome> row : rows) {
            if (outcome(row, Peers.POSTERN_BRIDGE).isPresent()) {
                line(
                        table,
                        row(row).label(),
                        ratio(row, Peers.POSTERN_BRIDGE, Peers.POSTERN, Window::cpuMicros),
                        ratio(row, Peers.POSTERN_BRIDGE, Peers.PUSHPIN, Window::cpuMicros));
            }
        }
        return table.toString();
    }

    /** Memory of a session that waits. */
    static String idle(List<List<Outcome>> rows) {
        StringBuilder table = new StringBuilder("""
                | idle | server | heap KiB/session | heap to Vert.x | RSS KiB/session | RSS to Vert.x |
                |---|---|---|---|---|---|
                """);
        for (List<Outcome> row : rows) {
            for (Outcome outcome : row) {
                Optional<Memory> memory = outcome.memory();
                if (row(row).idle() && memory.isPresent()) {
                    Optional<Memory> vertx = outcome(row, Peers.VERTX).flatMap(Outcome::memory);
                    int sessions = row(row).order().sessions();
                    line(
                            table,
                            row(row).label(),
                            outcome.peer().name(),
                            heap(memory).isPresent()
                                    ? number(heap(memory).getAsDouble() / KIB / sessions)
                                    : "–",
                            heap(memory).isPresent() && heap(vertx).isPresent()
                                    ? number(heap(memory).getAsDouble()
                                            / heap(vertx).getAsDouble())
                                    : "–",
                            number((double) memory.get().resident() / KIB / sessions),
                            vertx.isPresent()
                                    ? number((double) memory.get().resident()
                                            / vertx.get().resident())
                                    : "–");
                }
            }
        }
        return table.toString();
    }

    private static OptionalDouble heap(Optional<Memory> memory) {
        return memory.isPresent() && memory.get().heap().isPresent()
                ? OptionalDouble.of((double) memory.get().heap().getAsLong())
                : OptionalDouble.empty();
    }

    /** Everything that was seen, in this run's own absolute figures. */
    static String details(List<List<Outcome>> rows) {
        StringBuilder table = new StringBuilder("""
                | row | server | CPU µs/msg | JIT % | load µs/msg | msg/s | p50 ms | p99 ms | p99.9 ms | B/msg out | B/msg in |
                |---|---|---|---|---|---|---|---|---|---|---|
                """);
        for (List<Outcome> row : rows) {
            for (Outcome outcome : row) {
                if (outcome.measured()) {
                    Window window = outcome.median();
                    line(
                            table,
                            row(row).label(),
                            outcome.peer().name(),
                            number(window.cpuMicros()),
                            number(window.jitShare() * 100),
                            number(window.loadMicros()),
                            String.format(Locale.ROOT, "%,.0f", window.perSecond()),
                            number(window.p50() / NANOS_PER_MILLI),
                            number(window.p99() / NANOS_PER_MILLI),
                            number(window.p999() / NANOS_PER_MILLI),
                            String.format(Locale.ROOT, "%.0f", window.bytesToClient()),
                            String.format(Locale.ROOT, "%.0f", window.bytesToServer()));
                }
            }
        }
        return table.toString();
    }

    /** What became of clients that stopped reading. */
    static String slow(List<List<Outcome>> rows) {
        StringBuilder table = new StringBuilder("""
                | slow consumers | server | stalled sessions it ended | memory it gained, MiB | p99 of the others, ms |
                |---|---|---|---|---|
                """);
        for (List<Outcome> row : rows) {
            for (Outcome outcome : row) {
                Optional<Memory> memory = outcome.memory();
                if (row(row).order().stalled() > 0 && outcome.measured() && memory.isPresent()) {
                    line(
                            table,
                            row(row).label(),
                            outcome.peer().name(),
                            outcome.lost() + " of " + row(row).order().stalled(),
                            number(memory.get().resident() / KIB / KIB),
                            number(outcome.median().p99() / NANOS_PER_MILLI));
                }
            }
        }
        return table.toString();
    }

    /** Runs that do not count, each with its reason. */
    static String failures(List<List<Outcome>> rows) {
        StringBuilder list = new StringBuilder();
        for (List<Outcome> row : rows) {
            for (Outcome outcome : row) {
                outcome.failure()
                        .ifPresent(why -> list.append("- failed: ")
                                .append(outcome.peer().name())
                                .append(", ")
                                .append(outcome.row().label())
                                .append(": ")
                                .append(why.lines().findFirst().orElse("").replace('|', '/'))
                                .append('\n'));
            }
        }
        return list.toString();
    }

    private static Row row(List<Outcome> row) {
        return row.get(0).row();
    }

    private static Optional<Outcome> outcome(List<Outcome> row, Peer peer) {
        return row.stream().filter(each -> each.peer().equals(peer)).findFirst();
    }

    /** One peer's figure through another's, if both have one. */
    static OptionalDouble quotient(
            List<Outcome> row, Peer ours, Peer theirs, ToDoubleFunction<Window> figure) {
        Optional<Outcome> dividend = outcome(row, ours).filter(Outcome::measured);
        Optional<Outcome> divisor = outcome(row, theirs).filter(Outcome::measured);
        return dividend.isPresent() && divisor.isPresent()
                ? OptionalDouble.of(figure.applyAsDouble(dividend.get().median())
                        / figure.applyAsDouble(divisor.get().median()))
                : OptionalDouble.empty();
    }

    private static String ratio(
            List<Outcome> row, Peer ours, Peer theirs, ToDoubleFunction<Window> figure) {
        return number(quotient(row, ours, theirs, figure));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "–";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    private static void line(StringBuilder table, String... cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
