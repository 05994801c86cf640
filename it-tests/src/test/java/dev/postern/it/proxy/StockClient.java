package dev.postern.it.proxy;

import static org.awaitility.Awaitility.await;

import dev.postern.it.browser.Browser;
import dev.postern.it.browser.PageServer;
import dev.postern.it.support.Json;
import dev.postern.it.support.Sequence;

import org.awaitility.core.ConditionTimeoutException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The stock sockjs-client in a browser, against an echo behind some proxy. */
record StockClient(Browser browser, PageServer pages) {

    private static final int MESSAGES = 1000;

    /** Two transports that the client gives up after 5 s each, and then some. */
    private static final Duration TO_OPEN = Duration.ofSeconds(25);

    private static final Duration TO_ECHO = Duration.ofSeconds(2);
    private static final Duration TO_ECHO_ALL = Duration.ofSeconds(30);

    /** Whether a message that is alone comes back in two seconds over this transport. */
    boolean passes(String url, String transport) {
        if (!opens(url, Json.write(transport))) {
            return false;
        }
        browser.evaluate("send(['alone'])");
        boolean came = sees(TO_ECHO, seen -> messages(seen).equals(List.of("alone")));
        browser.evaluate("socket.close()");
        return came;
    }

    /** The transport that the client takes of itself, and what came of 1,000 messages each way. */
    String choice(String url) {
        if (!opens(url, "null")) {
            return "none";
        }
        String transport = browser.evaluate("seen.transport");
        List<String> texts = new Sequence("text").texts(0, MESSAGES);
        browser.evaluate("send(" + Json.write(texts) + ')');
        boolean complete = sees(TO_ECHO_ALL, seen -> messages(seen).equals(texts));
        if (complete) {
            browser.evaluate("socket.close()");
            return transport;
        }
        return transport + ", incomplete: " + browser.evaluate("seen.messages.length") + " of "
                + MESSAGES + " messages came";
    }

    private boolean opens(String url, String transport) {
        browser.open(pages.url("/page.html"));
        browser.evaluate("start(" + Json.write(url) + ", " + transport + ')');
        return sees(TO_OPEN, seen -> seen.get("opens").equals(1));
    }

    private boolean sees(Duration patience, Predicate<Map<String, Object>> what) {
        try {
            Map<String, Object> last = await().atMost(patience)
                    .until(
                            () -> Json.object(browser.evaluate("JSON.stringify(seen)")),
                            seen -> what.test(seen) || seen.get("close") != null);
            return what.test(last);
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static List<?> messages(Map<String, Object> seen) {
        return (List<?>) seen.get("messages");
    }
}
