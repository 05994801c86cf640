package dev.postern.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.SystemProgram;
import dev.postern.samples.portfolio.Portfolio;
import dev.postern.samples.portfolio.SockJs;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;

/** The portfolio's page in Chromium, by hand: quotes move, and what is bought is held. */
class PortfolioPageIT {

    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static BrowserFolder profile;
    private static Portfolio portfolio;
    private static ChromeDriver browser;

    @BeforeAll
    static void start() throws Exception {
        SystemProgram.CHROMIUM.require();
        portfolio = Portfolio.start(SockJs.POSTERN, 0, TICK);
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
        if (portfolio != null) {
            portfolio.close();
        }
    }

    @Test
    void quotesMoveAndATradeShowsUpByWebSocket() {
        // What the other test's page has said is not this one's.
        browser.get("about:blank");
        warnings();
        browser.get("http://127.0.0.1:" + portfolio.port() + "/");
        tellTheStory("live by websocket");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void andWhereNoWebSocketGetsThrough() throws IOException {
        try (UpgradeRefusingProxy proxy = UpgradeRefusingProxy.start(portfolio.port())) {
            browser.get(proxy.url("/"));
            tellTheStory("live by xhr-streaming");
        }
    }

    /** What the console has said since it was asked last. */
    private static List<LogEntry> warnings() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .toList();
    }

    private static void tellTheStory(String status) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(text("#status")).isEqualTo(status));
        await().atMost(PATIENCE).until(() -> texts("#quotes .price").size() == 8);
        List<String> prices = texts("#quotes .price");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(texts("#quotes .price"))
                        .hasSameSizeAs(prices)
                        .isNotEqualTo(prices));
        assertThat(positions()).doesNotContain("CDR 3");

        browser.findElement(By.xpath("//ul[@id='quotes']//button[span[text()='CDR']]"))
                .click();
        WebElement shares = browser.findElement(By.id("shares"));
        shares.clear();
        shares.sendKeys("3");
        browser.findElement(By.cssSelector("#trade button.buy")).click();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(positions()).contains("CDR 3", "ALD 20"));
        assertThat(text("#notes")).contains("You now hold 3 CDR.");
    }

    /** As in "CDR 3". */
    private static List<String> positions() {
        return texts("#positions tr", "row.cells[0].textContent + ' ' + row.cells[1].textContent");
    }

    private static List<String> texts(String where) {
        return texts(where, "row.textContent");
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(String where, String what) {
        return (List<String>) browser.executeScript(
                "return [...document.querySelectorAll('" + where + "')].map(row => " + what + ")");
    }

    private static String text(String where) {
        return String.valueOf(browser.executeScript(
                "return document.querySelector('" + where + "').textContent"));
    }
}
