package dev.postern.readme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** What the README shows is compiled and run as it stands there. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");
    private static final Pattern PORT = Pattern.compile("Listening on port (\\d+)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void itsServersCompileAndEcho(int example) throws Exception {
        Process server = start(compile(blocks().get(example)));
        try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
            int port = portOf(output);
            HttpClient client = HttpClient.newHttpClient();
            String base = "http://127.0.0.1:" + port + "/echo";

            assertThat(ask(client, HttpRequest.newBuilder(URI.create(base + "/info")))
                            .body())
                    .contains("\"websocket\":true");
            assertThat(post(client, base + "/0/s/xhr", "").body()).isEqualTo("o\n");
            assertThat(post(client, base + "/0/s/xhr_send", "[\"hello\"]").statusCode())
                    .isEqualTo(204);
            assertThat(post(client, base + "/0/s/xhr", "").body()).isEqualTo("a[\"hello\"]\n");
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static List<String> blocks() throws IOException {
        List<String> blocks = JAVA.matcher(Files.readString(README))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(3);
        return blocks;
    }

    /** The name of the class. */
    private String compile(String source) throws IOException {
        Matcher name = CLASS.matcher(source);
        assertThat(name.find()).isTrue();
        Path file = folder.resolve(name.group(1) + ".java");
        Files.writeString(file, source);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        int result = javac.run(
                null,
                null,
                null,
                "-Xlint:all,-processing,-classfile,-path",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
        assertThat(result).isZero();
        return name.group(1);
    }

    /** In a process of its own, as a reader would; on a port that is free. */
    private Process start(String mainClass) throws IOException {
        String classPath = folder
                + System.getProperty("path.separator")
                + System.getProperty("java.class.path");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        mainClass,
                        "0")
                .redirectErrorStream(true)
                .start();
    }

    private static int portOf(BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher port = PORT.matcher(line);
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("the server has ended: " + said);
    }

    private static HttpResponse<String> post(HttpClient client, String url, String body)
            throws Exception {
        return ask(
                client,
                HttpRequest.newBuilder(URI.create(url))
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> ask(HttpClient client, HttpRequest.Builder request)
            throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
