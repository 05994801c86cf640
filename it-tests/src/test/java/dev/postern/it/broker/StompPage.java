package dev.postern.it.broker;

import static org.awaitility.Awaitility.await;

import dev.postern.it.browser.Browser;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.Json;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The page of {@link StompPages} in a browser: what it is made to do, and what it has seen. */
final class StompPage {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Browser browser;
    private final StompPages pages;

    StompPage(Browser browser, StompPages pages) {
        this.browser = browser;
        this.pages = pages;
    }

    /**
     * Loads the page and connects.
     *
     * @param transport one of sockjs-client's, or {@code raw}
     * @param headers CONNECT's, as a script writes an object
     * @param heartBeat both ways, in ms; 0 for none
     * @return what it has seen once CONNECTED came
     */
    Map<String, Object> connect(
            GatewayProcess gateway, String transport, String headers, int heartBeat) {
        load();
        run("connect(" + Json.write(url(gateway)) + ", '" + transport + "', " + headers + ", "
                + heartBeat + ")");
        return awaitSeen(now -> now.get("connected") != null);
    }

    static String url(GatewayProcess gateway) {
        return gateway.uri("/stomp").toString();
    }

    void load() {
        browser.open(pages.page());
    }

    void run(String script) {
        browser.evaluate(script);
    }

    /** CONNECTED's headers. */
    static Map<Object, Object> headers(Map<String, Object> seen) {
        return new HashMap<>((Map<?, ?>) seen.get("connected"));
    }

    static List<Object> list(Map<String, Object> seen, String name) {
        return new ArrayList<>((List<?>) seen.get(name));
    }

    Map<String, Object> awaitSeen(Predicate<Map<String, Object>> which) {
        return await().atMost(PATIENCE)
                .pollInterval(SOON)
                .until(() -> Json.object(browser.evaluate("JSON.stringify(seen)")), which);
    }
}
