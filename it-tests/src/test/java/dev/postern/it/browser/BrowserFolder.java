package dev.postern.it.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Where a browser keeps its profile, and what runs for it; both end with it. */
final class BrowserFolder implements AutoCloseable {

    private static final int END_SECONDS = 10;

    private final Path path;
    private final List<Process> processes = new CopyOnWriteArrayList<>();

    private BrowserFolder(Path path) {
        this.path = path;
    }

    static BrowserFolder make() {
        try {
            return new BrowserFolder(Files.createTempDirectory("postern-browser"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    /** Starts a program whose home this is; what it says goes to a file here unless it is asked for. */
    Process start(ProcessBuilder program) {
        program.environment().put("HOME", path.toString());
        try {
            Process process = program.redirectError(
                            ProcessBuilder.Redirect.appendTo(path.resolve("log").toFile()))
                    .start();
            processes.add(0, process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its programs complained of. */
    String log() {
        try {
            return Files.readString(path.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        processes.forEach(BrowserFolder::end);
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException stillWriting) {
            // A profile's last writes may come after its browser's end; the system clears what is
            // left.
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
