package dev.postern.it.browser;

import static org.awaitility.Awaitility.await;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.SystemProgram;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** sockjs-client in Chromium on each of the nine transports that it knows there. */
class ChromiumIT {

    @TempDir
    private static Path profile;

    private static NodeUpstream upstream;
    private static PageServer pages;
    private static GatewayProcess gateway;
    private static ChromeDriver browser;

    @BeforeAll
    static void start() throws Exception {
        Path chromium = SystemProgram.CHROMIUM.require();
        Path driver = SystemProgram.CHROMEDRIVER.require();
        upstream = NodeUpstream.start();
        pages = PageServer.start();
        gateway = GatewayProcess.start(
                "--allow",
                "jsonp,htmlfile,iframe",
                "--origin",
                pages.origin(),
                "--sockjs-url",
                pages.url("/sockjs.min.js"),
                // A browser does not abort the poll of a script element that is gone.
                "--heartbeat",
                "2s",
                "--grace",
                "500ms",
                "--route",
                "/chat=" + upstream.url());
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.toFile())
                        .usingAnyFreePort()
                        .build(),
                new ChromeOptions()
                        .setBinary(chromium.toFile())
                        .addArguments(
                                "--headless=new",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--user-data-dir=" + profile));
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.quit();
        }
        if (gateway != null) {
            gateway.close();
        }
        if (pages != null) {
            pages.close();
        }
        if (upstream != null) {
            upstream.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "websocket",
                "xhr-streaming",
                "eventsource",
                "iframe-eventsource",
                "iframe-htmlfile",
                "xhr-polling",
                "iframe-xhr-polling",
                "jsonp-polling"
            })
    void worksFromAPageOfAnotherOrigin(String transport) throws IOException {
        tell(transport, () -> browser.get(pages.url("/page.html")));
    }

    /** htmlfile, the ninth, is for pages of the gateway's own origin: any of its pages will do. */
    @ParameterizedTest
    @ValueSource(strings = {"htmlfile", "xhr-polling"})
    void worksFromAPageOfTheSameOrigin(String transport) throws IOException {
        tell(transport, () -> {
            browser.get(gateway.uri("/chat/").toString());
            include("/sockjs.min.js", "SockJS");
            include("/page.js", "start");
        });
    }

    private static void tell(String transport, Runnable load) throws IOException {
        new Story(new ChromiumPage(load), upstream, gateway.uri("/chat").toString(), transport)
                .tell(1001);
    }

    private static void include(String script, String what) {
        browser.executeScript(
                "var script = document.createElement('script'); script.src = arguments[0];"
                        + " document.documentElement.appendChild(script);",
                pages.url(script));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> evaluate("typeof " + what).equals("function"));
    }

    private static String evaluate(String expression) {
        return String.valueOf(browser.executeScript("return " + expression));
    }

    private record ChromiumPage(Runnable loading) implements Page {

        @Override
        public void load() {
            loading.run();
        }

        @Override
        public String evaluate(String expression) {
            return ChromiumIT.evaluate(expression);
        }
    }
}
