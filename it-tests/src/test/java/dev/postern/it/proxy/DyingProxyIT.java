package dev.postern.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.browser.Browser;
import dev.postern.it.browser.Chromium;
import dev.postern.it.browser.PageServer;
import dev.postern.it.proxy.MortalProxy.Death;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.Json;
import dev.postern.it.support.TestUpstream;
import dev.postern.it.support.UpstreamSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/**
 * The stock client in Chromium, talking without a pause both ways through a proxy that dies: what was accepted
 * reaches the application once, what arrived whole reaches the page once, and the page hears of the end.
 */
class DyingProxyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BEFORE_DEATH = 50;
    private static final String FILLER = "-".repeat(300);
    private static final String LONG_FILLER = "+".repeat(20_000);

    /** What stands for the long filler where a person may have to read it. */
    private static final String LONG = "+…";

    /** How the page and the gateway talk. */
    enum Talk {
        SHORT("/chat", "", 1),
        /** Streams carry a few messages each, so that many are complete before the proxy dies. */
        IN_BRIEF_RESPONSES("/brief", "", 1),
        /** Each xhr_send is of many times the size that is handed over at once. */
        IN_LONG_REQUESTS("/chat", LONG_FILLER, 20);

        private final String route;
        private final String filler;
        private final int many;

        Talk(String route, String filler, int many) {
            this.route = route;
            this.filler = filler;
            this.many = many;
        }
    }

    private static final List<String> HEARD = new CopyOnWriteArrayList<>();
    private static TestUpstream upstream;
    private static PageServer pages;
    private static GatewayProcess gateway;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        pages = PageServer.start();
        upstream = TestUpstream.serve(socket -> {
            socket.accept();
            socket.readToEnd(message -> {
                String text = brief(message.text());
                HEARD.add(text);
                answer(socket, "down " + text.substring(3).replace(LONG, "") + FILLER);
            });
        });
        gateway = GatewayProcess.start(
                "--no-negotiation",
                "--origin",
                pages.origin(),
                "--grace",
                "500ms",
                "--route",
                "/chat=" + upstream.url("/app"),
                "--route",
                "/brief=" + upstream.url("/app") + " response-size=4k");
    }

    private static String brief(String text) {
        return text.replace(LONG_FILLER, LONG);
    }

    private static void answer(UpstreamSocket socket, String text) {
        try {
            socket.send(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        if (gateway != null) {
            gateway.close();
        }
        if (upstream != null) {
            upstream.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "websocket, OF_A_CONNECTION_MID_STREAM",
        "websocket, OF_THE_PROCESS",
        "xhr-streaming, OF_A_CONNECTION_MID_STREAM",
        "xhr-streaming, OF_A_CONNECTION_BEFORE_ITS_204",
        "xhr-streaming, OF_THE_PROCESS",
        "xhr-streaming, AND_RESTART",
        "eventsource, OF_A_CONNECTION_MID_STREAM",
        "eventsource, OF_A_CONNECTION_BEFORE_ITS_204",
        "eventsource, OF_THE_PROCESS",
        "eventsource, AND_RESTART",
        "xhr-polling, OF_A_CONNECTION_MID_STREAM",
        "xhr-polling, OF_A_CONNECTION_BEFORE_ITS_204",
        "xhr-polling, OF_THE_PROCESS",
        "xhr-polling, AND_RESTART"
    })
    void nothingIsLostOrDoubledUnseen(String transport, Death death) throws Exception {
        List<String> complete = liveAndDie(transport, death, Talk.SHORT);
        if (transport.equals("xhr-polling")) {
            assertThat(complete).isNotEmpty();
        }
    }

    /**
     * Not of an EventSource that the gateway has written to its end and that is cut on its way: to a browser this is
     * the end of a whole one, and to the gateway too.
     */
    @ParameterizedTest
    @CsvSource({
        "xhr-streaming, OF_A_CONNECTION_MID_STREAM",
        "xhr-streaming, OF_A_CONNECTION_BEFORE_ITS_204",
        "xhr-streaming, OF_THE_PROCESS",
        "xhr-streaming, AND_RESTART",
        "eventsource, OF_A_CONNECTION_BEFORE_ITS_204",
        "eventsource, OF_THE_PROCESS"
    })
    void everyStreamThatWasCompleteIsDelivered(String transport, Death death) throws Exception {
        assertThat(liveAndDie(transport, death, Talk.IN_BRIEF_RESPONSES)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "xhr-streaming, OF_A_CONNECTION_BEFORE_ITS_204",
        "xhr-streaming, OF_A_CONNECTION_MID_REQUEST",
        "xhr-streaming, OF_THE_PROCESS",
        "xhr-polling, OF_A_CONNECTION_BEFORE_ITS_204",
        "xhr-polling, OF_A_CONNECTION_MID_REQUEST"
    })
    void aLongRequestIsTakenOnceToo(String transport, Death death) throws Exception {
        liveAndDie(transport, death, Talk.IN_LONG_REQUESTS);
    }

    /** Answers the messages of responses that were complete, all of which were delivered. */
    private static List<String> liveAndDie(String transport, Death death, Talk how)
            throws Exception {
        HEARD.clear();
        List<String> complete;
        try (MortalProxy proxy = MortalProxy.before(gateway.port())) {
            talk(transport, proxy, how);
            UpstreamSocket application =
                    upstream.sockets().get(upstream.sockets().size() - 1);
            // Before the proxy dies what has ended was complete, an EventSource too.
            complete = inEndedResponses();
            proxy.die(death);
            await().atMost(PATIENCE).until(proxy::hasDied);
            if (death.isOfARequest()) {
                // Chromium sends such a request again by itself if the connection was an old one;
                // the page then hears nothing of it.
                awaitMessages(BEFORE_DEATH + messageCount());
                browser.evaluate("seen.close || socket.close()");
            }
            await().atMost(PATIENCE).until(() -> !evaluate("seen.close").equals("null"));
            await().atMost(PATIENCE).until(() -> application.ended().isDone());
        }
        if (!transport.equals("eventsource")) {
            complete = inEndedResponses();
        }
        List<String> accepted = Json.texts(evaluate("accepted")).stream()
                .map(DyingProxyIT::brief)
                .toList();
        List<String> delivered = Json.texts(evaluate("seen.messages"));
        assertThat(HEARD)
                .as("what the application heard")
                .isEqualTo(numbered("up ", HEARD.size(), brief(how.filler)));
        assertThat(accepted)
                .as("what was answered 204")
                .isEqualTo(numbered("up ", accepted.size(), brief(how.filler)))
                .hasSizeLessThanOrEqualTo(HEARD.size());
        assertThat(delivered)
                .as("what the page heard")
                .isEqualTo(numbered("down ", delivered.size(), FILLER))
                .containsAll(complete);
        Map<String, Object> close = Json.object(evaluate("seen.close"));
        assertThat(close.get("code"))
                .isIn(death.isOfARequest() ? List.of(1000, 1006) : List.of(1002, 1006, 2010));
        if (transport.equals("websocket")) {
            // RFC 6455 §7.1.5: where no Close frame came a browser knows the code, and no reason.
            assertThat(close).containsEntry("reason", "");
        } else {
            assertThat((String) close.get("reason"))
                    .containsAnyOf(
                            "Normal closure",
                            "Connection interrupted",
                            "Another connection still open",
                            "Sending error: ",
                            "permanent");
        }
        return complete;
    }

    private static void talk(String transport, MortalProxy proxy, Talk how) {
        browser.open(pages.url("/page.html"));
        browser.include(pages.url("/witness.js"), "keepTalking");
        browser.evaluate("start('http://127.0.0.1:" + proxy.port() + how.route + "', "
                + Json.write(transport) + ')');
        browser.evaluate("keepTalking('" + how.filler + "', " + how.many + ')');
        awaitMessages(BEFORE_DEATH);
        assertThat(evaluate("seen.transport")).isEqualTo(Json.write(transport));
    }

    private static void awaitMessages(int count) {
        await().atMost(PATIENCE)
                .until(() -> messageCount() > count || !evaluate("seen.close").equals("null"));
    }

    private static int messageCount() {
        return Integer.parseInt(evaluate("seen.messages.length"));
    }

    private static String evaluate(String expression) {
        return browser.evaluate("JSON.stringify(" + expression + ')');
    }

    private static List<String> numbered(String what, int count, String filler) {
        return IntStream.range(0, count).mapToObj(i -> what + i + filler).toList();
    }

    /** The messages of responses that ended; of an XHR's only if the browser took it for whole. */
    private static List<String> inEndedResponses() {
        List<String> messages = new ArrayList<>();
        for (String response : Json.texts(evaluate("complete"))) {
            response.lines()
                    .filter(frame -> frame.startsWith("a["))
                    .forEach(frame -> messages.addAll(Json.texts(frame.substring(1))));
        }
        return messages;
    }
}
