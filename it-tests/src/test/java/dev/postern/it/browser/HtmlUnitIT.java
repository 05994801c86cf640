package dev.postern.it.browser;

import dev.postern.it.support.GatewayProcess;

import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;

/**
 * sockjs-client in HtmlUnit, which shows a response only when it is whole: no streaming there. It also does
 * one request of a page at a time, so that a poll holds up what the page sends: quick heartbeats end it.
 */
class HtmlUnitIT {

    private static NodeUpstream upstream;
    private static PageServer pages;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = NodeUpstream.start();
        pages = PageServer.start();
        gateway = GatewayProcess.start(
                "--allow", "jsonp",
                "--heartbeat", "250ms",
                "--origin", pages.origin(),
                "--grace", "500ms",
                "--route", "/chat=" + upstream.url());
    }

    @AfterAll
    static void stop() throws IOException {
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

    /** @param leaving the code with which a page leaves; HtmlUnit's WebSocket says 1000 of its own */
    @ParameterizedTest
    @CsvSource({"websocket, 1000", "xhr-polling, 1001"})
    void works(String transport, int leaving) throws IOException {
        try (WebClient browser = new WebClient(BrowserVersion.CHROME)) {
            story(browser, transport).tell(leaving);
        }
    }

    /** HtmlUnit does not tell a page that its form was answered, so that a session can send only once. */
    @Test
    void jsonpPollingWorks() throws IOException {
        try (WebClient browser = new WebClient(BrowserVersion.CHROME)) {
            story(browser, "jsonp-polling").tellWithOneSendASession(1001);
        }
    }

    private static Story story(WebClient browser, String transport) {
        return new Story(
                new HtmlUnitPage(browser), upstream, gateway.uri("/chat").toString(), transport);
    }

    private record HtmlUnitPage(WebClient browser) implements Page {

        @Override
        public void load() throws IOException {
            browser.getPage(pages.url("/page.html"));
        }

        @Override
        public String evaluate(String expression) {
            HtmlPage page = (HtmlPage) browser.getCurrentWindow().getEnclosedPage();
            return String.valueOf(page.executeJavaScript(expression).getJavaScriptResult());
        }
    }
}
