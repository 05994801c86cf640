package dev.postern.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes the measured part of docs/performance.md, and its chart. */
final class Page {

    static final String NAME = "performance.md";

    private static final Marks MARKS = new Marks("figures");

    private static final String HOW_TO_READ = """
            Figures are ratios: 0.5 is half of what the unit needs. The unit of a table, Vert.x where nothing else is
            said, has its own figures in absolute terms. CPU is what the operating system counted for the server's
            processes; the peers took turns, and the middle one of a peer's turns is shown. † the compilers took more than
            5 % of it: the row says too much. ‡ the load generator needed more CPU than the server: believe the CPU, not
            the messages per second. Every echo was checked for order and content.
            """;

    private Page() {}

    static void write(Path docs, String command, List<List<Outcome>> rows) throws IOException {
        Files.createDirectories(docs);
        Files.writeString(docs.resolve("performance.svg"), Chart.of(rows));
        MARKS.write(docs.resolve(NAME), figures(command, rows));
    }

    /** The tables, as they go into the page. */
    static String figures(String command, List<List<Outcome>> rows) throws IOException {
        return "Measured by `" + command + "` on " + Machine.text() + ".\n"
                + "Versions: " + versions(rows) + ".\n\n"
                + "### Targets\n\n" + Targets.of(rows)
                + "![Server CPU per message, as a ratio to Vert.x](performance.svg)\n\n"
                + HOW_TO_READ + '\n'
                + Tables.talk(rows)
                + Tables.idle(rows)
                + Tables.slow(rows)
                + Tables.without(rows).stripTrailing() + '\n';
    }

    private static String versions(List<List<Outcome>> rows) {
        Set<Peer> peers = new LinkedHashSet<>();
        rows.forEach(row -> row.forEach(outcome -> peers.add(outcome.peer())));
        return String.join(
                ", ",
                peers.stream()
                        .map(peer -> peer.name() + ' ' + peer.version().get())
                        .toList());
    }
}
