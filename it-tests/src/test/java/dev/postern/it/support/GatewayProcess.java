package dev.postern.it.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gateway as a user runs it: {@code java -jar postern.jar …} on a free port of the loopback, in a
 * process of its own. What it logs is kept.
 */
public final class GatewayProcess implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("http://[^/ ]+:(\\d+)/");
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 60;

    /** It does not live long enough for more to pay: half the CPU time until it listens. */
    private static final List<String> QUICK_START =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Process process;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final int port;

    private GatewayProcess(Process process) {
        this.process = process;
        CompletableFuture<Integer> listening = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(listening), "gateway-log");
        reader.setDaemon(true);
        reader.start();
        try {
            port = listening.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IllegalStateException("the gateway did not start; its log:\n" + logText(), e);
        }
    }

    /** Starts the gateway with these arguments; {@code --port 0 --host 127.0.0.1} come before them. */
    public static GatewayProcess start(String... arguments) {
        return startWithin("256m", arguments);
    }

    /** As {@link #start}, with a heap of that size, as in {@code 64m}; without memory it ends at once. */
    public static GatewayProcess startWithin(String heap, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                jar().toString(),
                "--port",
                "0",
                "--host",
                "127.0.0.1"));
        command.addAll(List.of(arguments));
        return java(command);
    }

    /**
     * Starts {@link ServletDemo} instead: no gateway, but the same services on the same library.
     *
     * @param arguments but for the port
     */
    public static GatewayProcess startServlets(String... arguments) {
        String classPath = System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(
                List.of("-Xmx256m", "-cp", classPath, ServletDemo.class.getName(), "0"));
        command.addAll(List.of(arguments));
        return java(command);
    }

    private static GatewayProcess java(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK_START);
        command.addAll(arguments);
        try {
            return new GatewayProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("postern.jar", "../gateway/target/postern.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(
                    jar.toAbsolutePath() + " is missing: build the gateway first (mvn package)");
        }
        return jar;
    }

    private void read(CompletableFuture<Integer> listening) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    listening.complete(Integer.valueOf(matcher.group(1)));
                }
            }
            listening.completeExceptionally(new IOException("it ended"));
        } catch (IOException e) {
            listening.completeExceptionally(e);
        }
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** The URL of a path of this gateway, as in {@code /echo}. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** As {@link #uri}, for WebSockets. */
    public URI webSocketUri(String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }

    /** The lines logged so far. */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** What it logged so far, as one text. */
    public String logText() {
        return String.join("\n", log);
    }

    /** Sends SIGTERM and returns at once. */
    public void terminate() {
        // Process.destroy would close its output too, and with it the log of how it ends.
        process.toHandle().destroy();
    }

    /** Waits for its end. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the gateway does not end; its log:\n" + logText());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
