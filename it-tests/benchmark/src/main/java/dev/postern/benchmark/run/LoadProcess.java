package dev.postern.benchmark.run;

import dev.postern.benchmark.load.LoadGenerator;
import dev.postern.benchmark.load.Order;
import dev.postern.benchmark.load.Progress;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The load generator's process. */
final class LoadProcess implements AutoCloseable {

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;
    private boolean begun;

    private LoadProcess(Process process) {
        this.process = process;
        orders = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static LoadProcess start() throws IOException {
        List<String> command = Jvm.command(List.of(
                "-cp", System.getProperty("java.class.path"), LoadGenerator.class.getName()));
        return new LoadProcess(
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    Progress begin(Order order) throws IOException {
        begun = true;
        return ask("start " + order.line());
    }

    Progress mark() throws IOException {
        return ask("mark");
    }

    Progress stop() throws IOException {
        begun = false;
        return ask("stop");
    }

    /** Stops what is under way, if anything is. */
    void abandon() throws IOException {
        if (begun) {
            stop();
        }
    }

    private Progress ask(String line) throws IOException {
        orders.write(line);
        orders.newLine();
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the load generator ended");
        }
        return Progress.parse(answer);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
