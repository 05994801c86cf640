package dev.postern.it.proxy;

import static org.awaitility.Awaitility.await;

import dev.postern.it.support.FreePorts;

import org.awaitility.core.ConditionTimeoutException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A proxy of the system's, as a child of this process that stays in the foreground, with its files in a
 * folder of its own. It listens once it is made.
 */
final class ProxyProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final int TRIES = 3;
    private static final int STOP_SECONDS = 5;

    private final Path folder;
    private final int port;
    private final Process process;

    private ProxyProcess(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** What a proxy needs to know before it runs. */
    @FunctionalInterface
    interface Setup {

        /** Writes its files to {@code folder}; the command that runs it with them, to listen on {@code port}. */
        List<String> command(Path folder, int port) throws IOException;
    }

    /** Starts a proxy and waits until it listens; on another port if somebody took the first meanwhile. */
    static ProxyProcess start(Setup setup) throws IOException {
        for (int tries = 1; ; tries++) {
            Path folder = newFolder();
            int port = FreePorts.next();
            List<String> command = setup.command(folder, port);
            ProxyProcess proxy = begin(folder, port, command);
            if (proxy.process.isAlive()) {
                return proxy;
            }
            String log = Files.readString(proxy.log());
            proxy.close();
            if (tries == TRIES || !listens(port)) {
                throw new IOException(command + " does not run:\n" + log);
            }
        }
    }

    private static ProxyProcess begin(Path folder, int port, List<String> command)
            throws IOException {
        ProxyProcess proxy = new ProxyProcess(
                folder,
                port,
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start());
        try {
            await().atMost(START)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !proxy.process.isAlive() || listens(port));
        } catch (ConditionTimeoutException e) {
            proxy.kill();
        }
        return proxy;
    }

    private Path log() {
        return folder.resolve("log");
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** A folder that servers may use after they gave up being root. */
    private static Path newFolder() throws IOException {
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
        } catch (IOException | UncheckedIOException stillWriting) {
            // What its children write last may come after its end; the system clears what is left.
        }
    }
}
