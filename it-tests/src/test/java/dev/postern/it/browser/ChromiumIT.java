package dev.postern.it.browser;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.SystemProgram;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

/** sockjs-client in Chromium on each of the nine transports that it knows there. */
class ChromiumIT {

    private static NodeUpstream upstream;
    private static PageServer pages;
    private static GatewayProcess gateway;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        SystemProgram.CHROMIUM.require();
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
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
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
        tell(transport, () -> browser.open(pages.url("/page.html")));
    }

    /** htmlfile, the ninth, is for pages of the gateway's own origin: any of its pages will do. */
    @ParameterizedTest
    @ValueSource(strings = {"htmlfile", "xhr-polling"})
    void worksFromAPageOfTheSameOrigin(String transport) throws IOException {
        tell(transport, () -> {
            browser.open(gateway.uri("/chat/").toString());
            browser.include(pages.url("/sockjs.min.js"), "SockJS");
            browser.include(pages.url("/page.js"), "start");
        });
    }

    @Test
    void aPageThatOnlyListensMayBeReloadedAgainAndAgain() {
        Reloads.areNoDeaths(browser, pages, gateway);
    }

    private static void tell(String transport, Runnable load) throws IOException {
        new Story(
                        new BrowserPage(browser, load),
                        upstream,
                        gateway.uri("/chat").toString(),
                        transport)
                .tell(1001);
    }
}
