package dev.postern.benchmark.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A child process that says where it listens. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern LISTENING =
            Pattern.compile("PORT (\\d+)|http://[^/ ]+:(\\d+)/|:(\\d+)/\\S* -> ");
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 10;
    private static final long LOOK_AGAIN_NANOS = 20_000_000;
    private static final int KEPT_LINES = 20;

    private final Process process;
    private final List<String> log = new ArrayList<>();
    private final int port;

    private ServerProcess(Process process, CompletableFuture<Integer> listening)
            throws IOException {
        this.process = process;
        Thread reader = new Thread(() -> read(listening), "server-log");
        reader.setDaemon(true);
        reader.start();
        try {
            port = listening.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException("a server did not start: " + log, e);
        }
    }

    /**
     * Starts it and waits until it listens.
     *
     * @throws IOException if there is no such program, or it does not say where it listens within 60 s
     */
    static ServerProcess start(List<String> command, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), new CompletableFuture<>());
    }

    /** As {@link #start}, for a program that is told its port and says nothing of it. */
    static ServerProcess startOn(int port, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new ServerProcess(
                process, CompletableFuture.supplyAsync(() -> accepted(process, port)));
    }

    private static int accepted(Process process, int port) {
        while (process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.getPort();
            } catch (IOException e) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
        throw new IllegalStateException("it ended");
    }

    /** A JVM like this one, with the class path of this one and the flags that all servers get. */
    static ServerProcess java(String mainClass, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of(arguments));
        return start(Jvm.command(command), Map.of());
    }

    private void read(CompletableFuture<Integer> listening) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (log) {
                    if (log.size() < KEPT_LINES) {
                        log.add(line);
                    }
                }
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    listening.complete(Stream.of(1, 2, 3)
                            .map(matcher::group)
                            .filter(group -> group != null)
                            .map(Integer::valueOf)
                            .findFirst()
                            .orElseThrow());
                }
            }
            listening.completeExceptionally(new IOException("it ended"));
        } catch (IOException e) {
            listening.completeExceptionally(e);
        }
    }

    int port() {
        return port;
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** It and all that it started. */
    List<Long> pids() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroy);
    }
}
