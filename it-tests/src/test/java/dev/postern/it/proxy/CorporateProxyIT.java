package dev.postern.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.browser.Browser;
import dev.postern.it.browser.Chromium;
import dev.postern.it.browser.PageServer;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.Json;
import dev.postern.it.support.Sequence;
import dev.postern.it.support.TestUpstream;
import dev.postern.it.support.UpstreamSocket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The stock sockjs-client in Chromium behind proxies that companies have, plain and over TLS. */
class CorporateProxyIT {

    private static final int MESSAGES = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static final List<Sequence> HEARD = new CopyOnWriteArrayList<>();
    private static TestUpstream upstream;
    private static PageServer pages;
    private static GatewayProcess gateway;
    private static ProxyProcess edge;

    @BeforeAll
    static void start() throws IOException {
        upstream = TestUpstream.serve(socket -> {
            Sequence mine = new Sequence("up");
            HEARD.add(mine);
            Sequence answers = new Sequence("down");
            socket.accept();
            socket.readToEnd(message -> {
                mine.accept(message.text());
                answer(socket, answers.text(mine.heard() - 1));
            });
        });
        pages = PageServer.start();
        // Each proxy is one network to the gateway: what it learned of one must not hold for the
        // next.
        gateway = GatewayProcess.start(
                "--no-negotiation",
                "--trust",
                "127.0.0.1",
                "--origin",
                pages.origin(),
                "--grace",
                "500ms",
                "--route",
                "/chat=" + upstream.url("/app"));
        edge = ReverseProxy.HAPROXY.startSample(gateway.port(), Certificate.in(folder));
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
        if (edge != null) {
            edge.close();
        }
        gateway.close();
        pages.close();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource({
        "SQUID, xhr-streaming",
        "TINYPROXY, websocket",
        "TINYPROXY_CONNECT_443, xhr-streaming",
        "PRIVOXY, websocket",
        "PRIVOXY_CONNECT_443, xhr-polling"
    })
    void theStockClientFindsTheBestWayThrough(CorporateProxy kind, String best) throws IOException {
        try (ProxyProcess proxy = kind.start(edge.port());
                Browser browser = Chromium.start(
                        "--proxy-server=http://127.0.0.1:" + proxy.port(),
                        "--proxy-bypass-list=<-loopback>",
                        "--ignore-certificate-errors")) {
            converse(browser, "http://127.0.0.1:" + gateway.port() + "/chat", best);
            converse(browser, "https://127.0.0.1:" + edge.port() + "/chat", "websocket");
        }
    }

    private static void converse(Browser browser, String url, String transport) {
        HEARD.clear();
        browser.open(pages.url("/page.html"));
        browser.evaluate("start(" + Json.write(url) + ", null)");
        Map<String, Object> open = awaitSeen(browser, seen -> seen.get("opens").equals(1));
        assertThat(open).as(url).containsEntry("transport", transport);
        Sequence up = new Sequence("up");
        Sequence down = new Sequence("down");
        browser.evaluate("send(" + Json.write(up.texts(0, MESSAGES)) + ')');
        Map<String, Object> all = awaitSeen(browser, seen -> messages(seen).size() >= MESSAGES);
        assertThat(messages(all)).isEqualTo(down.texts(0, MESSAGES));
        assertThat(all.get("close")).isNull();
        assertThat(HEARD)
                .filteredOn(heard -> heard.heard() > 0)
                .singleElement()
                .satisfies(heard -> {
                    assertThat(heard.mistakes()).isEmpty();
                    assertThat(heard.heard()).isEqualTo(MESSAGES);
                });
        browser.evaluate("socket.close()");
    }

    private static List<?> messages(Map<String, Object> seen) {
        return (List<?>) seen.get("messages");
    }

    private static Map<String, Object> awaitSeen(
            Browser browser, Predicate<Map<String, Object>> which) {
        return await().atMost(PATIENCE)
                .until(
                        () -> Json.object(browser.evaluate("JSON.stringify(seen)")),
                        seen -> which.test(seen) || seen.get("close") != null);
    }
}
