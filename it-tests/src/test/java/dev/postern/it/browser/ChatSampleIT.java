package dev.postern.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.SystemProgram;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** {@code samples/chat} as its README runs it, on ports of its own: two pages talk. */
class ChatSampleIT {

    private static final Path SAMPLE = Path.of("../samples/chat");
    private static final String SAYS_ITS_PAGE = "The page:  ";

    @TempDir
    private static Path folder;

    private static Process app;
    private static String page;
    private static GatewayProcess gateway;
    private static Browser ada;
    private static Browser bob;

    @BeforeAll
    static void start() throws Exception {
        SystemProgram.CHROMIUM.require();
        Path node = SystemProgram.NODE.require();
        copySample();
        Npm.install(folder);
        ProcessBuilder builder = new ProcessBuilder(node.toString(), "server.js")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PORT", "0");
        app = builder.start();
        page = firstLine().substring(SAYS_ITS_PAGE.length());
        String origin = page.substring(0, page.length() - 1);
        gateway = GatewayProcess.start(
                "--grace",
                "500ms",
                "--route",
                "/chat=" + origin.replace("http:", "ws:") + "/ws",
                "--origin",
                origin);
        ada = Chromium.start();
        bob = Chromium.start();
    }

    private static void copySample() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path within = SAMPLE.relativize(file);
                if (!within.startsWith("node_modules")) {
                    Path copy = folder.resolve(within.toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static String firstLine() throws IOException {
        BufferedReader lines = app.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        assertThat(line).startsWith(SAYS_ITS_PAGE);
        return line;
    }

    @AfterAll
    static void stop() {
        for (Browser each : new Browser[] {ada, bob}) {
            if (each != null) {
                each.close();
            }
        }
        if (gateway != null) {
            gateway.close();
        }
        if (app != null) {
            app.destroy();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "xhr-streaming", "eventsource", "xhr-polling"})
    void twoPagesTalk(String transport) {
        enter(ada, "Ada", "websocket");
        enter(bob, "Bob", transport);
        awaitText(ada, "#state", "connected by websocket");
        awaitText(bob, "#state", "connected by " + transport);
        awaitText(ada, "#people", "AdaBob");
        awaitText(bob, "#people", "AdaBob");

        String hello = "gr\u00fc\u00dfe by " + transport;
        say(ada, hello);
        awaitText(bob, "#messages li:last-child", hello);
        say(bob, "and to you");
        awaitText(ada, "#messages li:last-child", "and to you");
        assertThat(text(ada, "#messages li:last-child")).startsWith("Bob");
    }

    private static void enter(Browser browser, String name, String transport) {
        browser.open(page + "?gateway=" + gateway.uri("/chat"));
        run(
                browser,
                "document.getElementById('name').value = '" + name + "';"
                        + "document.getElementById('transport').value = '"
                        + transport
                        + "';document.getElementById('enter').requestSubmit()");
    }

    private static void say(Browser browser, String text) {
        run(
                browser,
                "document.getElementById('text').value = '" + text
                        + "';document.getElementById('say').requestSubmit()");
    }

    private static void run(Browser browser, String statements) {
        browser.evaluate("(() => { " + statements + " })()");
    }

    private static void awaitText(Browser browser, String where, String what) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(text(browser, where)).endsWith(what));
    }

    private static String text(Browser browser, String where) {
        return browser.evaluate(
                "(document.querySelector('" + where + "')?.textContent ?? 'nothing')");
    }
}
