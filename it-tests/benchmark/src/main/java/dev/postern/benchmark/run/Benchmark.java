package dev.postern.benchmark.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The benchmark's command line; {@code --help} tells of it. */
public final class Benchmark {

    private static final String HELP = """
            Postern beside its peers: CPU, latency and memory, every echo checked.

              java -jar it-tests/benchmark/target/benchmark.jar COMMAND    (from the root of the tree)

            Commands
              short            the rows that have targets, against Vert.x and Spring; some 5 minutes
              full             every row against every peer; some 30 minutes
              only PATTERN...  the full table's rows whose label contains one of the patterns, or all of
                               its words; prints, writes nothing
              list             the labels of the full table
              jmh [ARGUMENT...]  the pure core: time and allocation per message. Without arguments the table
                               goes into docs/performance.md, with JMH's own arguments it is printed

              short and full write docs/performance.md (between its marks; what stands around them stays)
              and docs/performance.svg.

            Examples
              … only 'echo websocket d16, 100 sessions, 64 B'
              … only 'websocket d1 100 64' broadcast      one row, and all broadcasts
              … jmh quote -p content=ESCAPED

            First build it: mvn -q -Pfast package -DskipTests

            Peers       Postern (its demo services in process), its bridge, Vert.x, Spring's SockJS on the same
                        Jetty, sockjs-node (needs node and npm), Pushpin (needs Debian's package); floors: bare
                        Jetty, bare Netty, and the socket calls alone. Each is a process of its own, and so is the load generator. What
                        is not installed is told in the tables; the rest runs.
            Reading it  Trust the server's CPU per message, and look at the JIT's share beside it first: a row
                        whose compilers are still at work says too much. Run it on a machine that does nothing
                        else: two cores are enough, the load generator needs one.
            Exit        0: every echo was right; 1: some run failed (a wrong, missing, doubled or late echo);
                        2: it could not run.

            System properties (java -DNAME=VALUE -jar …)
              benchmark.pace   multiplies every window and wait, 1 by default; 0.1 tries whether it all works
              benchmark.docs   the folder of the page, docs by default
              benchmark.work   where peers keep their files, it-tests/benchmark/target/peers by default
              postern.jar      our program, gateway/target/postern.jar by default
            """;

    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    private Benchmark() {}

    /** Runs one command and ends the process. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command; answers its exit status. */
    static int run(String... args) {
        String command = args.length == 0 ? "" : args[0];
        List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
        try {
            return switch (command) {
                case "short" -> page(Plan.small(), Pace.SHORT, commandLine(args));
                case "full" -> page(Plan.full(), Pace.FULL, commandLine(args));
                case "only" -> only(rest, commandLine(args));
                case "list" -> {
                    Plan.full().forEach(row -> System.out.println(row.label()));
                    yield 0;
                }
                case "jmh" -> Jmh.run(rest, docs(), commandLine(args));
                case "--help", "-h", "help" -> {
                    System.out.print(HELP);
                    yield 0;
                }
                default -> {
                    System.err.println(
                            (command.isEmpty() ? "no command" : "unknown command " + command)
                                    + "; --help tells what there is");
                    yield UNUSABLE;
                }
            };
        } catch (IOException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return UNUSABLE;
        }
    }

    private static int page(List<Row> rows, Pace pace, String commandLine) throws IOException {
        List<List<Outcome>> outcomes = measure(rows, pace);
        Page.write(docs(), commandLine, outcomes);
        System.out.println("\nWritten to " + docs().resolve(Page.NAME) + ".\n");
        System.out.print(Targets.of(outcomes) + Tables.without(outcomes));
        return status(outcomes);
    }

    private static int only(List<String> patterns, String commandLine) throws IOException {
        List<Row> rows = Plan.full().stream()
                .filter(row -> patterns.stream().anyMatch(row::matches))
                .toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no row matches; the command list shows them all");
        }
        List<List<Outcome>> outcomes = measure(rows, Pace.SHORT);
        System.out.println('\n' + Page.figures(commandLine, outcomes));
        return status(outcomes);
    }

    private static List<List<Outcome>> measure(List<Row> rows, Pace pace) throws IOException {
        Peers.jar();
        Pace scaled = pace.times(Double.parseDouble(System.getProperty("benchmark.pace", "1")));
        return new Run(scaled, new Console(System.out, scaled)).measure(rows);
    }

    private static int status(List<List<Outcome>> outcomes) {
        return outcomes.stream().flatMap(List::stream).anyMatch(Outcome::failed) ? FAILED : 0;
    }

    private static Path docs() {
        return Path.of(System.getProperty("benchmark.docs", "docs"));
    }

    private static String commandLine(String... args) {
        String pace = System.getProperty("benchmark.pace");
        return "java " + (pace == null ? "" : "-Dbenchmark.pace=" + pace + ' ')
                + "-jar it-tests/benchmark/target/benchmark.jar " + String.join(" ", args);
    }
}
