package dev.postern.benchmark.run;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Measures the pure core by JMH. One line a benchmark: its time as a multiple of the first's, its garbage. */
final class Jmh {

    private static final Marks MARKS = new Marks("jmh");
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Jmh() {}

    /**
     * Runs it, writes the page if there are no arguments, else prints.
     *
     * @throws IOException if JMH can't run, or the page can't be written
     */
    static int run(List<String> arguments, Path docs, String command) throws IOException {
        String table = table(measure(arguments));
        if (arguments.isEmpty()) {
            MARKS.write(
                    docs.resolve(Page.NAME),
                    "Measured by `" + command + "` on " + Machine.text() + ".\n\n" + table);
        }
        System.out.println(table);
        return 0;
    }

    private static Collection<RunResult> measure(List<String> arguments) throws IOException {
        try {
            CommandLineOptions options = new CommandLineOptions(arguments.toArray(String[]::new));
            return new Runner(new OptionsBuilder()
                            .parent(options)
                            .addProfiler(GCProfiler.class)
                            .shouldFailOnError(true)
                            .build())
                    .run();
        } catch (CommandLineOptionException | RunnerException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String table(Collection<RunResult> results) {
        Markdown table = Markdown.of("benchmark", "time, to the first line's", "allocated, bytes");
        double unit = 0;
        for (RunResult result : results) {
            double time = result.getPrimaryResult().getScore();
            if (unit == 0) {
                unit = time;
            }
            Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
            table.line(
                    label(result),
                    Markdown.number(time / unit)
                            + (time == unit
                                    ? " (" + Markdown.number(time) + ' '
                                            + result.getPrimaryResult().getScoreUnit() + ')'
                                    : ""),
                    allocated == null
                            ? Markdown.NONE
                            : String.format(java.util.Locale.ROOT, "%,.0f", allocated.getScore()));
        }
        return table.toString().strip() + '\n';
    }

    private static String label(RunResult result) {
        String[] names = result.getParams().getBenchmark().split("\\.", -1);
        String benchmark =
                String.join(".", Arrays.asList(names).subList(names.length - 2, names.length));
        String parameters = result.getParams().getParamsKeys().stream()
                .map(key -> result.getParams().getParam(key))
                .collect(Collectors.joining(", "));
        return benchmark.replace("Benchmark.", " ")
                + (parameters.isEmpty() ? "" : ", " + parameters);
    }
}
