package dev.postern.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.SystemProgram;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;

/** The page at {@code /} in Chromium: what it gets, what it shows of the way, what its switches do. */
@Isolated("the stock client gives a transport 600 ms")
class LivePageIT {

    @TempDir
    private static Path profile;

    private static GatewayProcess gateway;
    private static ChromeDriver browser;

    @BeforeAll
    static void start() {
        SystemProgram.CHROMIUM.require();
        gateway = GatewayProcess.start("--demo", "--grace", "500ms");
        browser = Chromium.driver(profile);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void getsAWebSocketAndEchoesWhatAPersonSays() {
        browser.get(gateway.uri("/").toString());
        awaitOpen("WebSocket");
        browser.executeScript("document.getElementById('text').value = 'hello';"
                + " document.getElementById('form').requestSubmit()");
        await().untilAsserted(() -> assertThat(text("#log")).containsPattern("hello[0-9.]+ ms"));
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(text("#beats")).isNotEqualTo("0"));
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .as("what the console says, among it breaches of the page's own policy")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "websocket, WebSocket",
        "xhr-streaming, XHR streaming",
        "eventsource, EventSource",
        "xhr-polling, XHR polling"
    })
    void eachTransportCanBeHadByHand(String only, String name) {
        browser.get(gateway.uri("/").toString());
        awaitOpen("WebSocket");
        browser.executeScript(
                "document.querySelectorAll('#switches input').forEach(box => {"
                        + " if (box.checked !== (box.value === arguments[0])) box.click(); })",
                only);
        awaitOpen(name);
        await().untilAsserted(() -> assertThat(text("#count")).isNotEqualTo("0"));
    }

    @Test
    void withWebSocketRefusedOnTheWayItFallsBackAndSaysWhy() throws IOException {
        try (UpgradeRefusingProxy proxy = UpgradeRefusingProxy.start(gateway.port())) {
            browser.get(proxy.url("/"));
            awaitOpen("XHR streaming");
            assertThat(text("#way li.failed")).contains("WebSocket", " ms", "failed: ");
        }
    }

    private static void awaitOpen(String transport) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(text("#state")).isEqualTo("open");
            assertThat(text("#transport")).isEqualTo(transport);
        });
    }

    private static String text(String selector) {
        return String.valueOf(browser.executeScript(
                "return (document.querySelector(arguments[0]) || {}).textContent", selector));
    }
}
