package dev.postern.benchmark.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What was wanted and what was measured. A figure passes when it does as it is printed. */
final class Targets {

    private static final double P99 = 1;
    private static final double SPRING = 0.5;
    private static final double IDLE_RESIDENT = 0.5;
    private static final double IDLE_WEBSOCKET_KIB = 4.5;
    private static final double BRIDGE_TO_ECHO = 2.2;
    private static final double BRIDGE_TO_PUSHPIN = 0.2;
    private static final double KIB = 1024;

    private int passed;
    private int missed;
    private int open;

    /** All tables, under a line that counts. */
    static String of(List<List<Outcome>> rows) {
        Targets targets = new Targets();
        String tables = targets.talk(rows) + targets.idle(rows) + targets.bridge(rows);
        return String.format(
                Locale.ROOT,
                "Of %d targets %d pass, %d miss, %d have no figure. **Bold** is a miss; what is wanted"
                        + " stands in parentheses. † somebody's compilers were still at work.%n%n%s",
                targets.passed + targets.missed + targets.open,
                targets.passed,
                targets.missed,
                targets.open,
                tables);
    }

    private String talk(List<List<Outcome>> rows) {
        Markdown table = Markdown.of(
                "row",
                "CPU to Vert.x",
                "socket calls alone",
                "p99 to Vert.x",
                "CPU to Spring",
                "verdict");
        for (List<Outcome> row : rows) {
            Row about = row.get(0).row();
            boolean compared = Outcome.of(row, Peers.VERTX).isPresent()
                    && (about.scenario() == Scenario.ECHO
                            || about.scenario() == Scenario.BROADCAST
                            || about.scenario() == Scenario.CONNECT);
            if (compared) {
                Line line = new Line(about.label() + doubt(row));
                line.cell(
                        Ratios.of(row, Peers.POSTERN, Peers.VERTX, Window::cpuMicros),
                        about.target());
                line.cell(
                        Ratios.of(row, Peers.SOCKET_FLOOR, Peers.VERTX, Window::cpuMicros),
                        OptionalDouble.empty());
                line.cell(
                        Ratios.of(row, Peers.POSTERN, Peers.VERTX, Window::p99),
                        about.target().isPresent()
                                ? OptionalDouble.of(P99)
                                : OptionalDouble.empty());
                line.cell(
                        Ratios.of(row, Peers.POSTERN, Peers.SPRING, Window::cpuMicros),
                        Outcome.of(row, Peers.SPRING).isPresent()
                                ? OptionalDouble.of(SPRING)
                                : OptionalDouble.empty());
                table.line(line.cells());
            }
        }
        return table.under("#### CPU per message, and the latency that goes with it");
    }

    private String idle(List<List<Outcome>> rows) {
        Markdown table = Markdown.of(
                "row",
                "heap to Vert.x",
                "heap, KiB a session",
                "RSS to Vert.x",
                "heap to Spring",
                "RSS to Spring",
                "verdict");
        for (List<Outcome> row : rows) {
            Row about = row.get(0).row();
            if (about.scenario() == Scenario.IDLE) {
                boolean targeted = about.target().isPresent();
                boolean webSocket = targeted && !about.order().protocol().http();
                Line line = new Line(about.label());
                line.cell(Ratios.heap(row, Peers.POSTERN, Peers.VERTX), about.target());
                line.cell(
                        Ratios.quotient(
                                Ratios.heap(row, Peers.POSTERN),
                                OptionalDouble.of(about.order().sessions() * KIB)),
                        wantedIf(webSocket, IDLE_WEBSOCKET_KIB));
                line.cell(
                        Ratios.resident(row, Peers.POSTERN, Peers.VERTX),
                        wantedIf(targeted, IDLE_RESIDENT));
                line.cell(Ratios.heap(row, Peers.POSTERN, Peers.SPRING), wantedIf(true, SPRING));
                line.cell(
                        Ratios.resident(row, Peers.POSTERN, Peers.SPRING), wantedIf(true, SPRING));
                table.line(line.cells());
            }
        }
        return table.under("#### Memory of an idle session");
    }

    private String bridge(List<List<Outcome>> rows) {
        Markdown table = Markdown.of(
                "row",
                "CPU to the echo in process",
                "a relay of bytes",
                "CPU to Pushpin",
                "verdict");
        for (List<Outcome> row : rows) {
            if (Outcome.of(row, Peers.POSTERN_BRIDGE).isPresent()) {
                boolean pushpin = Outcome.of(row, Peers.PUSHPIN).isPresent();
                Line line = new Line(row.get(0).row().label() + doubt(row));
                line.cell(
                        Ratios.of(row, Peers.POSTERN_BRIDGE, Peers.POSTERN, Window::cpuMicros),
                        wantedIf(true, BRIDGE_TO_ECHO));
                line.cell(
                        Ratios.of(row, Peers.RELAY_FLOOR, Peers.POSTERN, Window::cpuMicros),
                        OptionalDouble.empty());
                line.cell(
                        Ratios.of(row, Peers.POSTERN_BRIDGE, Peers.PUSHPIN, Window::cpuMicros),
                        wantedIf(pushpin, BRIDGE_TO_PUSHPIN));
                table.line(line.cells());
            }
        }
        return table.under("#### The bridge");
    }

    /** A mark if somebody's compilers were still at work. */
    private static String doubt(List<Outcome> row) {
        return row.stream()
                        .flatMap(each -> each.window().stream())
                        .anyMatch(window -> window.jitShare() > Tables.JIT_BOUND)
                ? " †"
                : "";
    }

    private static OptionalDouble wantedIf(boolean wanted, double most) {
        return wanted ? OptionalDouble.of(most) : OptionalDouble.empty();
    }

    /** One line, and whether it passes. */
    private final class Line {

        private final List<String> cells = new ArrayList<>();
        private boolean misses;
        private boolean passes;

        Line(String label) {
            cells.add(label);
        }

        void cell(OptionalDouble measured, OptionalDouble wanted) {
            String figure = Markdown.number(measured);
            if (wanted.isEmpty()) {
                cells.add(figure);
                return;
            }
            boolean miss = measured.isPresent()
                    && Math.round(measured.getAsDouble() * 100)
                            > Math.round(wanted.getAsDouble() * 100);
            if (measured.isEmpty()) {
                open++;
            } else if (miss) {
                missed++;
                misses = true;
            } else {
                passed++;
                passes = true;
            }
            cells.add(
                    (miss ? "**" + figure + "**" : figure) + " (" + Markdown.number(wanted) + ')');
        }

        List<String> cells() {
            cells.add(misses ? "**miss**" : passes ? "pass" : Markdown.NONE);
            return cells;
        }
    }
}
