package dev.postern.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.Json;

import java.time.Duration;

/**
 * A page that only listens, on a WebSocket, and is reloaded again and again. A browser says goodbye to the
 * WebSocket of a page that is left: were these just cut, as young as they are and silent, the gateway would take
 * their network for one that kills them (ADR 8).
 */
final class Reloads {

    /** One more than the deaths that switch WebSocket off. */
    private static final int TIMES = 4;

    private Reloads() {}

    static void areNoDeaths(Browser browser, PageServer pages, GatewayProcess gateway) {
        for (int i = 0; i < TIMES; i++) {
            browser.open(pages.url("/page.html"));
            browser.evaluate(
                    "start(" + Json.write(gateway.uri("/chat").toString()) + ", 'websocket')");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> browser.evaluate("JSON.stringify(seen.opens)").equals("1"));
        }
        browser.open(pages.url("/page.html?"));
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(60))
                .until(() -> !gateway.logText().contains("WebSocket is not offered"));
        assertThat(gateway.logText()).doesNotContain("WebSocket is not offered");
    }
}
