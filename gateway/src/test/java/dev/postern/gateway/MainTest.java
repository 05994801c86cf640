package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program as a process of its own, for what only a process has: signals and an exit code. */
class MainTest {

    private static Process run(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.postern.gateway.Main"));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void aFileThatIsNotWhatItsSettingSaysIsToldInALine(@TempDir Path folder) throws Exception {
        Path key = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n");
        Process process = run(
                "--route",
                "/stomp=stomp+ssl://127.0.0.1:61614",
                "--relay-trust-store",
                key.toString(),
                "--port",
                "0");
        try (BufferedReader log = process.inputReader()) {
            assertThat(log.lines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("postern: --relay-trust-store: The trust store " + key
                            + " can't be used: there is no certificate in it");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void sigtermTellsTheClientsAndExits0() throws Exception {
        Process process = run("--demo", "--host", "127.0.0.1", "--port", "0");
        try (BufferedReader log = process.inputReader()) {
            URI base = base(log);
            HttpClient browser = HttpClient.newHttpClient();
            HttpRequest poll = HttpRequest.newBuilder(base.resolve("/echo/000/one/xhr"))
                    .POST(BodyPublishers.noBody())
                    .build();
            assertThat(browser.send(poll, BodyHandlers.ofString()).body()).isEqualTo("o\n");
            // One of two is turned away, and the other one waits.
            CompletableFuture<String> one = body(browser, poll);
            CompletableFuture<String> other = body(browser, poll);
            assertThat(CompletableFuture.anyOf(one, other).get(30, TimeUnit.SECONDS))
                    .asString()
                    .startsWith("c[2010,");
            CompletableFuture<String> waiting = one.isDone() ? other : one;
            // Process.destroy would close the stream that is read below.
            process.toHandle().destroy();
            assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo("c[1001,\"Going away\"]\n");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(log.lines())
                    .noneMatch(line -> line.contains("WARN") || line.contains("\tat "));
        } finally {
            process.destroyForcibly();
        }
    }

    private static CompletableFuture<String> body(HttpClient browser, HttpRequest request) {
        return browser.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }

    private static URI base(BufferedReader log) throws IOException {
        Pattern url = Pattern.compile("(http://\\S+:[0-9]+)/ ");
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher matcher = url.matcher(line);
            if (matcher.find()) {
                return URI.create(matcher.group(1));
            }
        }
        throw new AssertionError("the program ended without naming its URL");
    }

    @Test
    void whatIsWrongWithTheSettingsIsToldInOneLineAndExits2() throws Exception {
        Process process = run("--demo", "--route", "/echo=ws://127.0.0.1:9000/ws");
        try (BufferedReader log = process.inputReader()) {
            assertThat(log.lines())
                    .containsExactly(
                            "postern: --route: The prefix /echo is a demo service's; choose another"
                                    + " one for the route, or leave --demo out.",
                            "Run with --help to see what there is.");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aPortInUseIsToldInOneLineAndExits1() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Process process = run("--demo", "--host", "127.0.0.1", "--port", port);
            try (BufferedReader log = process.inputReader()) {
                assertThat(log.lines()).singleElement().asString().contains(port, "--port");
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(1);
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
