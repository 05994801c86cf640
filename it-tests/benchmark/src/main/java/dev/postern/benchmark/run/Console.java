package dev.postern.benchmark.run;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Tells how far a run is, how long it may still take, and what came of each row. */
final class Console {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double KIB = 1024;

    private final PrintStream out;
    private final Pace pace;
    private final long began = System.nanoTime();
    private int row;
    private double expected;

    Console(PrintStream out, Pace pace) {
        this.out = out;
        this.pace = pace;
    }

    /** @param left the row that begins and those to come */
    void begins(Row next, List<Row> left, Stable stable) {
        double gone = (System.nanoTime() - began) / NANOS_PER_SECOND;
        double toCome = 0;
        for (Row each : left) {
            toCome += pace.expected(each, each.equals(next) ? stable.missing(each) : 0);
        }
        // What was guessed too low so far is likely to be too low for the rest.
        double factor = expected > 0 ? gone / expected : 1;
        expected += pace.expected(next, stable.missing(next));
        row++;
        out.printf(
                Locale.ROOT,
                "[%d/%d] %s gone, about %s left: %s%n",
                row,
                row - 1 + left.size(),
                time(gone),
                time(toCome * factor),
                next.label());
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }

    void ended(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            out.printf("    %-14s %s%n", outcome.peer().name(), told(outcome.result()));
        }
    }

    private static String told(Result result) {
        if (result instanceof Result.Talked talked) {
            Window window = talked.median();
            return String.format(
                    Locale.ROOT,
                    "%7.2f µs/message (JIT %4.1f %%; load %.2f µs)  %,9.0f/s  p50 %.2f  p99 %.2f  p99.9 %.2f ms",
                    window.cpuMicros(),
                    window.jitShare() * 100,
                    window.loadMicros(),
                    window.perSecond(),
                    window.p50() / NANOS_PER_MILLI,
                    window.p99() / NANOS_PER_MILLI,
                    window.p999() / NANOS_PER_MILLI);
        }
        if (result instanceof Result.Idled idled) {
            return "heap and RSS grew by " + told(idled.memory());
        }
        if (result instanceof Result.Slowed slowed) {
            return String.format(
                    Locale.ROOT,
                    "p99 %.2f ms, with stalled clients %.2f ms; %,.0f KiB published to each of those, %d ended;"
                            + " heap and RSS grew by %s",
                    slowed.reading().p99() / NANOS_PER_MILLI,
                    slowed.stalled().p99() / NANOS_PER_MILLI,
                    slowed.offered() / KIB,
                    slowed.ended(),
                    told(slowed.grown()));
        }
        if (result instanceof Result.Failed failed) {
            return "FAILED: " + failed.why();
        }
        return "not measured: " + ((Result.Absent) result).why();
    }

    private static String told(Memory memory) {
        String heap = memory.heap().isPresent()
                ? String.format(Locale.ROOT, "%,.0f", memory.heap().getAsLong() / KIB)
                : Markdown.NONE;
        return heap + String.format(Locale.ROOT, " and %,.0f KiB", memory.resident() / KIB);
    }
}
