package dev.postern.it.browser;

import static org.awaitility.Awaitility.await;

import dev.postern.it.support.Json;
import dev.postern.it.support.SystemProgram;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** {@code upstream.cjs} as a process of its own, with the {@code ws} package that npm brought. */
final class NodeUpstream implements AutoCloseable {

    private static final String WS = "ws@8.23.0";

    private final Path folder;
    private final Process process;
    private final List<Map<String, Object>> said = new CopyOnWriteArrayList<>();

    private NodeUpstream(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
        Thread reader = new Thread(this::read, "node");
        reader.setDaemon(true);
        reader.start();
    }

    /** Ends the calling test where there is no Node (see {@link SystemProgram}). */
    static NodeUpstream start() throws Exception {
        Path node = SystemProgram.NODE.require();
        Path folder = Files.createTempDirectory("postern-upstream");
        try (InputStream script = NodeUpstream.class.getResourceAsStream("upstream.cjs")) {
            Files.copy(Objects.requireNonNull(script), folder.resolve("upstream.cjs"));
        }
        Files.writeString(folder.resolve("package.json"), "{}");
        Npm.install(folder, WS);
        return new NodeUpstream(
                folder,
                new ProcessBuilder(node.toString(), "upstream.cjs")
                        .directory(folder.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(Json.object(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its URL, as {@code --route} takes it. */
    String url() {
        return "ws://127.0.0.1:" + awaitLine(line -> line.containsKey("port")).get("port") + "/app";
    }

    /** The code with which the session that called itself {@code id} ended, once it has. */
    Object awaitCloseCode(String id) {
        return awaitLine(line -> id.equals(line.get("id"))).get("code");
    }

    private Map<String, Object> awaitLine(Predicate<Map<String, Object>> which) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> said.stream().filter(which).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(NodeUpstream::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
