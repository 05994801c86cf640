package dev.postern.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes the measured part of docs/performance.md, and the chart; what people wrote around it stays. */
final class Page {

    private static final String BEGIN = "<!-- figures: written by the benchmark, from here -->\n";
    private static final String END = "<!-- figures: to here -->\n";

    private Page() {}

    static void write(Path docs, String command, List<List<Outcome>> rows) throws IOException {
        Files.writeString(docs.resolve("performance.svg"), Chart.of(rows));
        Path page = docs.resolve("performance.md");
        String old =
                Files.exists(page) ? Files.readString(page) : "# Performance\n\n" + BEGIN + END;
        int begin = old.indexOf(BEGIN);
        int end = old.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(
                    page + " has lost its marks " + BEGIN.strip() + " and " + END.strip());
        }
        Files.writeString(
                page,
                old.substring(0, begin + BEGIN.length())
                        + '\n'
                        + figures(command, rows)
                        + '\n'
                        + old.substring(end));
    }

    /** The tables, as they go into the page. */
    static String figures(String command, List<List<Outcome>> rows) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("Measured by `")
                .append(command)
                .append("` on ")
                .append(Machine.text())
                .append(".\n");
        text.append("Versions: ").append(versions(rows)).append(".\n\n");
        text.append("![Server CPU per message, as a ratio to Vert.x](performance.svg)\n\n");
        section(text, "Ratios", Tables.ratios(rows));
        section(text, "The bridge", Tables.bridge(rows));
        section(text, "Idle sessions", Tables.idle(rows));
        section(text, "Slow consumers", Tables.slow(rows));
        section(text, "This run in full", Tables.details(rows));
        section(text, "Runs that do not count", Tables.failures(rows));
        return text.toString();
    }

    private static void section(StringBuilder text, String title, String table) {
        long lines = table.lines().count();
        boolean empty = lines == 0 || (table.startsWith("|") && lines <= 2);
        if (!empty) {
            text.append("### ").append(title).append("\n\n").append(table).append('\n');
        }
    }

    private static String versions(List<List<Outcome>> rows) {
        Set<String> versions = new LinkedHashSet<>();
        rows.forEach(row -> row.forEach(outcome ->
                versions.add(outcome.peer().name() + ' ' + outcome.peer().version())));
        return String.join(", ", versions);
    }
}
