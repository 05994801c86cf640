package dev.postern.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The benchmark's Spring server, Spring's own SockJS on the same Jetty, in a process of its own. */
final class SpringProcess implements AutoCloseable {

    private static final Path JAR = Path.of("benchmark/target/benchmark.jar");
    private static final String TELLS_ITS_PORT = "PORT ";

    private final Process process;
    private final int port;

    private SpringProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static SpringProcess start() throws IOException {
        assertThat(Files.exists(JAR))
                .as("%s: build it by mvn -q -Pfast package -DskipTests", JAR.toAbsolutePath())
                .isTrue();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        JAR.toString(),
                        "dev.postern.benchmark.server.SpringServer")
                .redirectError(Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = Objects.toString(output.readLine());
        while (!line.startsWith(TELLS_ITS_PORT)) {
            if (!process.isAlive()) {
                throw new IOException("Spring's server does not run: " + line);
            }
            line = Objects.toString(output.readLine());
        }
        return new SpringProcess(
                process, Integer.parseInt(line.substring(TELLS_ITS_PORT.length())));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
