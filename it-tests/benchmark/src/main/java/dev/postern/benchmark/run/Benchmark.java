package dev.postern.benchmark.run;

import org.openjdk.jmh.Main;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The benchmark's command, run from the root of the tree: {@code short}, {@code full} (both write
 * docs/performance.md), {@code only TEXT…} (the full table's rows whose label has one of the texts, to
 * the console), {@code jmh [arguments]}.
 */
public final class Benchmark {

    private static final String USAGE =
            "usage: benchmark.jar short | full | only TEXT... | jmh [JMH ARGUMENT...]";

    private Benchmark() {}

    /**
     * Runs one command and returns.
     *
     * @throws IOException if a server or the load generator can't be spoken to
     */
    public static void main(String[] args) throws IOException {
        String command = args.length == 0 ? "" : args[0];
        List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        switch (command) {
            case "short" ->
                Page.write(docs(), commandLine(args), measure(Plan.small(), Pace.SHORT));
            case "full" -> Page.write(docs(), commandLine(args), measure(Plan.full(), Pace.FULL));
            case "only" -> {
                List<Row> rows = Plan.full().stream()
                        .filter(row -> rest.stream().anyMatch(row.label()::contains))
                        .toList();
                System.out.println(Page.figures(commandLine(args), measure(rows, Pace.SHORT)));
            }
            case "jmh" -> Main.main(jmh(rest));
            default -> {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
    }

    private static Path docs() {
        return Path.of(System.getProperty("benchmark.docs", "docs"));
    }

    private static String commandLine(String... args) {
        return "java -jar it-tests/benchmark/target/benchmark.jar " + String.join(" ", args);
    }

    private static String[] jmh(List<String> rest) {
        List<String> arguments = new ArrayList<>(List.of("-prof", "gc"));
        arguments.addAll(rest);
        return arguments.toArray(String[]::new);
    }

    private static List<List<Outcome>> measure(List<Row> rows, Pace pace) throws IOException {
        List<List<Outcome>> outcomes = new ArrayList<>();
        long began = System.nanoTime();
        try (LoadProcess load = LoadProcess.start()) {
            for (Row row : rows) {
                List<Outcome> outcome = row.idle()
                        ? new Idling(load).measure(row)
                        : new Turns(load, pace).measure(row);
                outcomes.add(outcome);
                tell(outcomes.size(), rows.size(), began, outcome);
            }
        }
        return outcomes;
    }

    private static void tell(int done, int all, long began, List<Outcome> row) {
        String figures = String.join("; ", row.stream().map(Benchmark::told).toList());
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf(
                Locale.ROOT,
                "%d/%d %ds %s: %s%n",
                done,
                all,
                time.toSeconds(),
                row.get(0).row().label(),
                figures);
    }

    private static String told(Outcome outcome) {
        String name = outcome.peer().name();
        if (outcome.failure().isPresent()) {
            return name + " FAILED " + outcome.failure().get();
        }
        if (outcome.measured()) {
            return String.format(
                    Locale.ROOT, "%s %.1f µs", name, outcome.median().cpuMicros());
        }
        Memory memory = outcome.memory().orElseThrow();
        return name + " heap " + memory.heap() + " B, resident " + memory.resident() + " B";
    }
}
