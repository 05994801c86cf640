package dev.postern.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.browser.Browser;
import dev.postern.it.browser.Chromium;
import dev.postern.it.browser.PageServer;
import dev.postern.it.proxy.Middlebox.Vice;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.Json;
import dev.postern.it.support.TestUpstream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A page with the stock client, behind middleboxes that the client alone does not get past. */
class NegotiationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * What it waits for a stream that is held back; polling has to get through in that time on a busy machine too.
     * All transports there are: sockjs-client lets the time-out of one that failed at once strike a later one, so
     * none may be slow to fail.
     */
    private static final String WITH_LITTLE_PATIENCE = "{timeout: 2500}";

    /** With this time-out a page would wait a minute for each stream, were these not refused. */
    private static final String WITH_MUCH_PATIENCE = "{timeout: 60000}";

    private static TestUpstream upstream;
    private static PageServer pages;
    private static Browser browser;

    private GatewayProcess gateway;
    private Middlebox middlebox;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        pages = PageServer.start();
        upstream = TestUpstream.serve(TestUpstream.ECHO);
    }

    @AfterEach
    void stopServing() throws IOException {
        if (middlebox != null) {
            middlebox.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (pages != null) {
            pages.close();
        }
        if (upstream != null) {
            upstream.close();
        }
    }

    @Test
    void aPageWhoseWebSocketsAreKilledIsOnALastingTransportByItsFourthTry() throws IOException {
        serve("5m", Vice.KILLS_WEBSOCKETS);
        connect("{}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(tries())
                        .hasSize(4)
                        .last()
                        .extracting("echoes")
                        .isEqualTo(1));
        assertThat(tries().subList(0, 3))
                .allSatisfy(killed -> assertThat(killed)
                        .containsEntry("transport", "websocket")
                        .extractingByKey("closed")
                        .isNotNull());
        assertThat(tries().get(3))
                .containsEntry("transport", "xhr-streaming")
                .containsEntry("closed", null);
        awaitLog("WebSocket is not offered to 127.0.0.1/32 for 300 s");
    }

    @Test
    void aPageIsBackOnWebSocketAfterTheMiddleboxIsGone() throws IOException {
        serve("2s", Vice.KILLS_WEBSOCKETS);
        connect("{}");
        awaitLog("WebSocket is not offered");
        middlebox.becomes(Vice.NONE);
        awaitNewPageOn("websocket");
        browser.evaluate("socket.close()");
        awaitLog("WebSocket works again for 127.0.0.1/32");
    }

    @Test
    void aPageWhoseStreamsAreHeldBackPollsAtOnceTheNextTime() throws IOException {
        serve("5m", Vice.HOLDS_RESPONSES);
        connect(WITH_LITTLE_PATIENCE);
        awaitEcho(browser);
        assertThat(tries()).singleElement().extracting("transport").isEqualTo("xhr-polling");
        awaitLog("Streaming is not offered to 127.0.0.1/32 for 300 s");

        for (String patience : List.of(WITH_MUCH_PATIENCE, WITH_LITTLE_PATIENCE)) {
            connect(patience);
            awaitEcho(browser);
            assertThat(tries()).singleElement().extracting("transport").isEqualTo("xhr-polling");
        }
    }

    @Test
    void aPageIsBackOnStreamingAfterTheMiddleboxIsGone() throws IOException {
        serve("2s", Vice.HOLDS_RESPONSES);
        connect(WITH_LITTLE_PATIENCE);
        awaitLog("Streaming is not offered");
        middlebox.becomes(Vice.NONE);
        awaitNewPageOn("xhr-streaming", "{transports: ['xhr-streaming', 'xhr-polling']}");
        awaitLog("Streaming works again for 127.0.0.1/32");
    }

    /** A company's own: privoxy lets no WebSocket of plain HTTP through, and holds streams back. */
    @Test
    void behindPrivoxyThePagePollsAtOnceTheNextTime() throws IOException {
        gateway = GatewayProcess.start(
                "--origin", pages.origin(), "--route", "/chat=" + upstream.url("/app"));
        try (ProxyProcess proxy = CorporateProxy.PRIVOXY_CONNECT_443.start(443);
                Browser office = Chromium.start(
                        "--proxy-server=http://127.0.0.1:" + proxy.port(),
                        "--proxy-bypass-list=<-loopback>")) {
            connect(office, gateway.port(), WITH_LITTLE_PATIENCE);
            awaitEcho(office);
            assertThat(tries(office))
                    .singleElement()
                    .extracting("transport")
                    .isEqualTo("xhr-polling");
            awaitLog("Streaming is not offered to 127.0.0.1/32");

            connect(office, gateway.port(), WITH_MUCH_PATIENCE);
            awaitEcho(office);
            assertThat(tries(office))
                    .singleElement()
                    .extracting("transport")
                    .isEqualTo("xhr-polling");
        }
    }

    private void awaitLog(String what) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gateway.logText()).contains(what));
    }

    private void serve(String hold, Vice vice) throws IOException {
        gateway = GatewayProcess.start(
                "--negotiation-hold",
                hold,
                "--origin",
                pages.origin(),
                "--route",
                "/chat=" + upstream.url("/app"));
        middlebox = Middlebox.before(gateway.port(), vice);
    }

    private void awaitNewPageOn(String transport) {
        awaitNewPageOn(transport, "{}");
    }

    /** Waits for longer than a trial that nobody took is kept for its taker. */
    private void awaitNewPageOn(String transport, String options) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    connect(options);
                    awaitEcho(browser);
                    return transport.equals(tries().get(0).get("transport"));
                });
    }

    private void connect(String options) {
        connect(browser, middlebox.port(), options);
    }

    private static void connect(Browser by, int port, String options) {
        by.open(pages.url("/reconnect.html"));
        by.evaluate("keepConnected('http://127.0.0.1:" + port + "/chat', " + options + ')');
    }

    /** The page is connected at its first try. */
    private static void awaitEcho(Browser by) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(tries(by))
                        .singleElement()
                        .extracting("echoes")
                        .isEqualTo(1));
    }

    private static List<Map<String, Object>> tries() {
        return tries(browser);
    }

    private static List<Map<String, Object>> tries(Browser by) {
        Object tries =
                Json.object(by.evaluate("JSON.stringify({tries: tries})")).get("tries");
        return ((List<?>) tries).stream().map(NegotiationIT::asObject).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asObject(Object json) {
        return (Map<String, Object>) json;
    }
}
