package dev.postern.benchmark.run;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** sockjs-node, installed by npm into the build's own folder the first time it is wanted. */
final class SockJsNode {

    static final String VERSION = "0.3.24";
    private static final String SCRIPT = "sockjs-node.js";

    private SockJsNode() {}

    static ServerProcess start() throws IOException {
        Path folder = Work.folder("sockjs-node");
        Path script = folder.resolve(SCRIPT);
        try (InputStream source =
                SockJsNode.class.getResourceAsStream("/dev/postern/benchmark/server/" + SCRIPT)) {
            Files.copy(
                    java.util.Objects.requireNonNull(source),
                    script,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        try {
            if (!Files.exists(folder.resolve("node_modules/sockjs"))) {
                install(folder);
            }
        } catch (IOException e) {
            throw new IOException(
                    "sockjs-node needs npm, Node and npm's registry once (Debian: apt-get install nodejs"
                            + " npm): " + e.getMessage(),
                    e);
        }
        return ServerProcess.start(List.of("node", script.toString()), Map.of());
    }

    private static void install(Path folder) throws IOException {
        Process npm = new ProcessBuilder(
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--ignore-scripts",
                        "--prefix",
                        ".",
                        "sockjs@" + VERSION)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        try {
            if (npm.waitFor() != 0) {
                throw new IOException("npm could not install sockjs@" + VERSION);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
