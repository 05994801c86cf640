package dev.postern.benchmark.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** All that was seen. One peer's figures are the unit of a table, the others' are multiples of them. */
final class Tables {

    /** From this share on the compilers were at work, and a figure says too much. */
    static final double JIT_BOUND = 0.05;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double KIB = 1024;

    private Tables() {}

    /** The tables of echoes, broadcasts and connects: of those without SockJS, with, and bridged. */
    static String talk(List<List<Outcome>> rows) {
        return group(
                        "SockJS",
                        Peers.VERTX,
                        rows.stream()
                                .filter(row -> !has(row, Peers.NETTY_FLOOR))
                                .filter(row -> !has(row, Peers.POSTERN_BRIDGE))
                                .toList())
                + group(
                        "WebSocket without SockJS, and the floors",
                        Peers.VERTX,
                        rows.stream().filter(row -> has(row, Peers.NETTY_FLOOR)).toList())
                + group(
                        "The bridge",
                        Peers.POSTERN,
                        rows.stream()
                                .filter(row -> has(row, Peers.POSTERN_BRIDGE))
                                .toList());
    }

    private static boolean has(List<Outcome> row, Peer peer) {
        return Outcome.of(row, peer).isPresent();
    }

    private static String group(String title, Peer unit, List<List<Outcome>> rows) {
        List<List<Outcome>> talk = rows.stream()
                .filter(row -> row.stream().anyMatch(each -> each.window().isPresent()))
                .toList();
        if (talk.isEmpty()) {
            return "";
        }
        return "### " + title + "\n\n"
                + figures("CPU per message (of it the JIT's)", "µs", unit, talk, Tables::cpu)
                + figures(
                        "Messages per second",
                        "",
                        unit,
                        talk,
                        (window, of) -> ratio(window, of, Window::perSecond))
                + figures("Latency: p50 / p99 / p99.9", "ms", unit, talk, Tables::latency)
                + figures(
                        "Bytes on the wire per message: to the client / to the server",
                        "",
                        unit,
                        talk,
                        Tables::bytes)
                + figures(
                        "CPU of the load generator, as a share of the server's",
                        "",
                        unit,
                        talk,
                        (window, of) -> Markdown.percent(window.loadMicros() / window.cpuMicros()));
    }

    /** A peer's cell; the unit's own if {@code of} is the same window. */
    private interface Cell {
        String show(Window window, Optional<Window> of);
    }

    private static String figures(
            String title, String measure, Peer unit, List<List<Outcome>> rows, Cell cell) {
        Set<Peer> peers = new LinkedHashSet<>();
        peers.add(unit);
        rows.forEach(row -> row.forEach(each -> peers.add(each.peer())));
        List<String> heads = new ArrayList<>(List.of(title));
        peers.forEach(peer -> heads.add(
                peer.equals(unit) && !measure.isEmpty()
                        ? peer.name() + ", " + measure
                        : peer.name()));
        Markdown table = new Markdown(heads);
        for (List<Outcome> row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.get(0).row().label()));
            Optional<Window> of = Outcome.of(row, unit).flatMap(Outcome::window);
            for (Peer peer : peers) {
                cells.add(Outcome.of(row, peer)
                        .map(outcome -> shown(outcome, peer.equals(unit), of, cell))
                        .orElse(""));
            }
            table.line(cells);
        }
        return table.toString();
    }

    /** Without its unit a figure is not shown: it would be taken for a ratio. */
    private static String shown(Outcome outcome, boolean isUnit, Optional<Window> unit, Cell cell) {
        if (outcome.result() instanceof Result.Absent) {
            return "not here";
        }
        if (outcome.failed()) {
            return "failed";
        }
        return outcome.window()
                .filter(window -> isUnit || unit.isPresent())
                .map(window -> cell.show(window, isUnit ? Optional.empty() : unit))
                .orElse(Markdown.NONE);
    }

    private static String cpu(Window window, Optional<Window> of) {
        return ratio(window, of, Window::cpuMicros)
                + " (" + Markdown.percent(window.jitShare()) + ')'
                + (window.jitShare() > JIT_BOUND ? " †" : "")
                + (window.loadMicros() > window.cpuMicros() ? " ‡" : "");
    }

    private static String latency(Window window, Optional<Window> of) {
        return ratio(window, of, each -> each.p50() / NANOS_PER_MILLI) + " / "
                + ratio(window, of, each -> each.p99() / NANOS_PER_MILLI) + " / "
                + ratio(window, of, each -> each.p999() / NANOS_PER_MILLI);
    }

    private static String bytes(Window window, Optional<Window> of) {
        return ratio(window, of, Window::bytesToClient) + " / "
                + ratio(window, of, Window::bytesToServer);
    }

    private static String ratio(
            Window window, Optional<Window> of, ToDoubleFunction<Window> figure) {
        double own = figure.applyAsDouble(window);
        return Markdown.number(of.map(unit -> own / figure.applyAsDouble(unit)).orElse(own));
    }

    /** Memory of a session that waits. */
    static String idle(List<List<Outcome>> rows) {
        Markdown table = Markdown.of(
                "row", "server", "heap to Vert.x", "RSS to Vert.x", "heap, KiB", "RSS, KiB");
        for (List<Outcome> row : rows) {
            for (Outcome outcome : row) {
                if (outcome.idle().isPresent()) {
                    Peer peer = outcome.peer();
                    OptionalDouble unit =
                            OptionalDouble.of(KIB * outcome.row().order().sessions());
                    table.line(
                            outcome.row().label(),
                            peer.name(),
                            Markdown.number(Ratios.heap(row, peer, Peers.VERTX)),
                            Markdown.number(Ratios.resident(row, peer, Peers.VERTX)),
                            Markdown.number(Ratios.quotient(Ratios.heap(row, peer), unit)),
                            Markdown.number(Ratios.quotient(Ratios.resident(row, peer), unit)));
                }
            }
        }
        return table.under(
                "### Idle sessions\n\nHeap after a full collection, and resident memory, a"
                        + " session: with all of them less without any.");
    }

    /** What became of clients that stopped reading. */
    static String slow(List<List<Outcome>> rows) {
        Markdown table = Markdown.of(
                "row",
                "server",
                "p99 of the others, to when all read",
                "CPU per message, likewise",
                "KiB published to each stalled",
                "heap grown for each, KiB",
                "RSS grown for each, KiB",
                "stalled sessions ended");
        for (List<Outcome> row : rows) {
            for (Outcome outcome : row) {
                if (outcome.result() instanceof Result.Slowed slowed) {
                    int stalled = outcome.row().order().stalled();
                    double each = KIB * stalled;
                    table.line(
                            outcome.row().label(),
                            outcome.peer().name(),
                            Markdown.number((double) slowed.stalled().p99()
                                    / slowed.reading().p99()),
                            Markdown.number(slowed.stalled().cpuMicros()
                                    / slowed.reading().cpuMicros()),
                            Markdown.number(slowed.offered() / KIB),
                            slowed.grown().heap().isPresent()
                                    ? Markdown.number(slowed.grown().heap().getAsLong() / each)
                                    : Markdown.NONE,
                            Markdown.number(slowed.grown().resident() / each),
                            slowed.ended() + " of " + stalled);
                }
            }
        }
        return table.under("### Slow consumers");
    }

    /** Runs that do not count, and peers that are not here, each with its reason. */
    static String without(List<List<Outcome>> rows) {
        Set<String> lines = new LinkedHashSet<>();
        for (List<Outcome> row : rows) {
            for (Outcome outcome : row) {
                if (outcome.result() instanceof Result.Failed failed) {
                    lines.add("- failed: " + outcome.peer().name() + ", "
                            + outcome.row().label() + ": " + first(failed.why()));
                } else if (outcome.result() instanceof Result.Absent absent) {
                    lines.add("- not measured: " + outcome.peer().name() + ": "
                            + first(absent.why()));
                }
            }
        }
        return lines.isEmpty() ? "" : "### What is missing\n\n" + String.join("\n", lines) + "\n\n";
    }

    private static String first(String why) {
        return why.lines().findFirst().orElse("");
    }
}
