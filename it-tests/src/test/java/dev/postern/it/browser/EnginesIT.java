package dev.postern.it.browser;

import dev.postern.it.support.GatewayProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

/** sockjs-client in engines that are not Chromium's, from a page of another origin. */
@ParameterizedClass
@EnumSource
class EnginesIT {

    enum Engine {
        FIREFOX,
        WEBKIT;

        Browser start() {
            return switch (this) {
                case FIREFOX -> Firefox.start();
                case WEBKIT -> WebKit.start();
            };
        }
    }

    private static NodeUpstream upstream;
    private static PageServer pages;
    private static GatewayProcess gateway;
    private static Browser browser;

    EnginesIT(Engine engine) {
        // Its browser runs since beforeEngine.
    }

    @BeforeAll
    static void start() throws Exception {
        upstream = NodeUpstream.start();
        pages = PageServer.start();
        gateway = GatewayProcess.start(
                "--origin",
                pages.origin(),
                "--grace",
                "500ms",
                "--route",
                "/chat=" + upstream.url());
    }

    @BeforeParameterizedClassInvocation
    static void startEngine(Engine engine) {
        browser = engine.start();
    }

    @AfterParameterizedClassInvocation
    static void stopEngine() {
        if (browser != null) {
            browser.close();
        }
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

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "xhr-streaming", "eventsource", "xhr-polling"})
    void works(String transport) throws IOException {
        new Story(
                        new BrowserPage(browser, () -> browser.open(pages.url("/page.html"))),
                        upstream,
                        gateway.uri("/chat").toString(),
                        transport)
                .tell(1001);
    }

    @Test
    void aPageThatOnlyListensMayBeReloadedAgainAndAgain() {
        Reloads.areNoDeaths(browser, pages, gateway);
    }
}
