package dev.postern.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.SystemProgram;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Pattern;

/** The page at {@code /} in Chromium: what it gets, what it shows of the way, what its switches do. */
class LivePageIT {

    /** The texts that are hard to read, with their contrast as WCAG 2.2 defines it. */
    private static final String CONTRASTS = """
            const light = color => {
              const [r, g, b] = color.match(/[0-9.]+/g).slice(0, 3).map(value => value / 255)
                  .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const ground = element => {
              const color = getComputedStyle(element).backgroundColor;
              return color.startsWith('rgba') && element.parentElement ? ground(element.parentElement) : color;
            };
            return [...document.body.querySelectorAll('*')]
                .filter(element => [...element.childNodes].some(
                    node => node.nodeType === Node.TEXT_NODE && node.data.trim()))
                .filter(element => element.checkVisibility())
                .map(element => {
                  const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((x, y) => y - x);
                  return [(a + 0.05) / (b + 0.05), element.outerHTML.slice(0, 80)];
                })
                .filter(([contrast]) => !(contrast >= 4.5))
                .map(String);
            """;

    private static BrowserFolder profile;
    private static GatewayProcess gateway;
    private static ChromeDriver browser;

    @BeforeAll
    static void start() {
        SystemProgram.CHROMIUM.require();
        gateway = GatewayProcess.start("--demo", "--grace", "500ms");
        profile = BrowserFolder.make();
        browser = Chromium.driver(profile.path());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (profile != null) {
            profile.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void getsAWebSocketAndEchoesWhatAPersonSays() {
        browser.get(gateway.uri("/").toString());
        awaitOpen("WebSocket");
        say("hello");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(text("#beats")).isNotEqualTo("0"));
        assertTheConsoleIsClean();
    }

    private static void assertTheConsoleIsClean() {
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .as("what the console says, among it breaches of the page's own policy")
                .isEmpty();
    }

    /** What it looks like is in target/live-page afterwards. */
    @ParameterizedTest
    @CsvSource({"360, light", "360, dark", "800, light", "1400, light", "1400, dark"})
    void isReadableNarrowAndWideByDayAndByNight(int width, String scheme) throws IOException {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        900,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < 500));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        try {
            browser.get(gateway.uri("/").toString());
            awaitOpen("WebSocket");
            browser.executeScript(
                    "document.querySelector('#switches input[value=eventsource]').click()");
            awaitOpen("WebSocket");
            say("hello");
            say("a word without a blank that is as long as a narrow screen: " + "o".repeat(60));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Integer.parseInt(text("#beats")) >= 1);
            picture(width + "-" + scheme);
            assertThat(
                            browser.executeScript(
                                    "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as("pixels to scroll sideways")
                    .isEqualTo(0L);
            assertThat(browser.executeScript(CONTRASTS))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .as("texts of less contrast than 4.5 to 1 (WCAG 2.2 §1.4.3)")
                    .isEmpty();
            assertTheConsoleIsClean();
        } finally {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
            browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        }
    }

    private static void picture(String name) throws IOException {
        Map<String, Object> picture = browser.executeCdpCommand(
                "Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Path folder = Files.createDirectories(Path.of("target", "live-page"));
        Files.write(folder.resolve(name + ".png"), Base64.getDecoder().decode((String)
                picture.get("data")));
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
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(text("#count")).isNotEqualTo("0"));
    }

    @Test
    void withWebSocketRefusedOnTheWayItFallsBackAndSaysWhy() throws IOException {
        try (UpgradeRefusingProxy proxy = UpgradeRefusingProxy.start(gateway.port())) {
            browser.get(proxy.url("/"));
            awaitOpen("XHR streaming");
            assertThat(text("#way li.failed")).contains("WebSocket", " ms", "failed: ");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(text("#count")).isNotEqualTo("0"));
            picture("fallback");
        }
    }

    private static void say(String text) {
        browser.executeScript(
                "document.getElementById('text').value = arguments[0];"
                        + " document.getElementById('form').requestSubmit()",
                text);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(text("#log"))
                        .containsPattern(Pattern.quote(text) + "[0-9.]+ ms"));
    }

    private static void awaitOpen(String transport) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(text("#state")).isEqualTo("open");
            assertThat(text("#transport")).isEqualTo(transport);
        });
    }

    private static String text(String selector) {
        return String.valueOf(browser.executeScript(
                "return (document.querySelector(arguments[0]) || {}).textContent", selector));
    }
}
