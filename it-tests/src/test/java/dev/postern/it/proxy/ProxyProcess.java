package dev.postern.it.proxy;

import static org.awaitility.Awaitility.await;

import org.awaitility.core.ConditionTimeoutException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A proxy of the system's, as a child of this process that stays in the foreground, with its files in a
 * folder of its own. It listens once it is made.
 */
final class ProxyProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final int STOP_SECONDS = 5;

    private final Path folder;
    private final int port;
    private final Process process;

    private ProxyProcess(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts {@code command}, which is to listen on {@code port}, and waits until it does. */
    static ProxyProcess start(Path folder, int port, List<String> command) throws IOException {
        Path log = folder.resolve("log");
        ProxyProcess proxy = new ProxyProcess(
                folder,
                port,
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start());
        try {
            await().atMost(START)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !proxy.process.isAlive() || listens(port));
        } catch (ConditionTimeoutException e) {
            proxy.kill();
        }
        if (!proxy.process.isAlive()) {
            throw new IOException(command + " does not run:\n" + Files.readString(log));
        }
        return proxy;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A port that nobody has at any address, for Caddy wants it at all of them; and none that a connection
     * is given for its own end meanwhile (those begin at 32768 on Linux).
     */
    static int freePort() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
        } while (!isFree(port));
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** A folder that servers may use after they gave up being root. */
    static Path newFolder() throws IOException {
        Path folder = Files.createTempDirectory("postern-proxy");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        return folder;
    }

    int port() {
        return port;
    }

    /** Ends it as a crash would, and all that it started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
