package dev.postern.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.gateway.config.GatewayConfig;
import dev.postern.gateway.config.ListenerSettings;
import dev.postern.gateway.config.NegotiationSettings;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.SessionSettings;
import dev.postern.gateway.config.TrustedNetworks;
import dev.postern.gateway.upstream.ScriptedUpstream;
import dev.postern.gateway.upstream.ScriptedUpstream.WireFrame;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The assembled gateway between an HTTP client and an application that is not ours. */
class GatewayTest {

    private final HttpClient browser = HttpClient.newHttpClient();
    private final BlockingQueue<WireFrame> heard = new LinkedBlockingQueue<>();
    private Gateway gateway;

    @AfterEach
    void stop() throws Exception {
        if (gateway != null) {
            gateway.stop();
        }
    }

    private void serve(boolean demo, RouteConfig... routes) throws Exception {
        gateway = new Gateway(new GatewayConfig(
                ListenerSettings.at("127.0.0.1", 0),
                List.of(routes),
                demo,
                true,
                null,
                TrustedNetworks.NONE,
                Duration.ofMillis(200),
                NegotiationSettings.DEFAULT));
        gateway.start();
    }

    private static RouteConfig route(String prefix, ScriptedUpstream upstream) {
        return new RouteConfig(prefix, upstream.url(), SessionSettings.DEFAULT);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return browser.send(
                request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private CompletableFuture<String> poll(String path) {
        return browser.sendAsync(
                        request(path).POST(BodyPublishers.noBody()).build(),
                        BodyHandlers.ofString())
                .thenApply(HttpResponse::body);
    }

    /** Sends back every text, answers a Close frame, and writes down all that came. */
    private void echo(ScriptedUpstream.Peer peer) throws IOException {
        peer.upgrade();
        WireFrame frame;
        do {
            frame = peer.read();
            heard.add(frame);
            peer.send(frame.opCode(), true, frame.payload());
        } while (frame.opCode() != 8);
        peer.awaitEnd();
    }

    @Test
    void theFrontPageListsWhatIsMounted() throws Exception {
        try (var upstream = new ScriptedUpstream(this::echo)) {
            serve(true, route("/chat", upstream));
            HttpResponse<String> page = get("/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("href=\"/chat/info\"", "href=\"/broadcast/info\"")
                    .doesNotContain("{{", "<style", "<script>", "http://", "https://");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            String sockjs = page.body().replaceAll("(?s).*src=\"([^\"]*sockjs[^\"]*)\".*", "$1");
            assertThat(get(sockjs).headers().firstValue("Cache-Control").orElseThrow())
                    .contains("immutable");
            assertThat(get(sockjs).body()).contains("SockJS");
            assertThat(get("/_postern/echo/info").statusCode()).isEqualTo(200);
            assertThat(get("/nothing/here").statusCode()).isEqualTo(404);
            assertThat(get("/echo").body()).isEqualTo("Welcome to SockJS!\n");
        }
    }

    @Test
    void withoutThePageNothingIsThere() throws Exception {
        gateway = new Gateway(new GatewayConfig(
                ListenerSettings.at("127.0.0.1", 0),
                List.of(),
                true,
                false,
                null,
                TrustedNetworks.NONE,
                Duration.ZERO,
                NegotiationSettings.DEFAULT));
        gateway.start();
        for (String path :
                List.of("/", "/_postern/echo", "/_postern/echo/info", "/_postern/echo/websocket")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(post("/_postern/echo/000/one/xhr", "").statusCode()).isEqualTo(404);
        assertThat(get("/echo").statusCode()).isEqualTo(200);
    }

    @Test
    void aPollingClientTalksToAPlainWebSocket() throws Exception {
        try (var upstream = new ScriptedUpstream(this::echo)) {
            serve(false, route("/chat", upstream));
            assertThat(post("/chat/000/one/xhr", "").body()).isEqualTo("o\n");
            assertThat(post("/chat/000/one/xhr_send", "[\"a\",\"ü\"]").statusCode())
                    .isEqualTo(204);
            StringBuilder frames = new StringBuilder();
            while (!frames.toString().contains("ü")) {
                frames.append(post("/chat/000/one/xhr", "").body());
            }
            assertThat(frames.toString()).isIn("a[\"a\",\"ü\"]\n", "a[\"a\"]\na[\"ü\"]\n");
        }
    }

    @Test
    void aRefusalIsTheFirstAndLastFrame() throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
            peer.awaitEnd();
        })) {
            serve(false, route("/chat", upstream));
            assertThat(post("/chat/000/one/xhr_streaming", "").body())
                    .endsWith("c[3000,\"Unauthorized\"]\n");
            assertThat(upstream.connections).hasValue(1);
        }
    }

    @Test
    void aLateUpstreamIsReachedOnceAndHearsWhatWasSaidMeanwhile() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (var upstream = new ScriptedUpstream(peer -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            echo(peer);
        })) {
            serve(false, route("/chat", upstream));
            assertThat(post("/chat/000/late/xhr", "").body()).isEqualTo("o\n");
            assertThat(post("/chat/000/late/xhr_send", "[\"early\"]").statusCode())
                    .isEqualTo(204);
            answer.countDown();
            assertThat(post("/chat/000/late/xhr", "").body()).isEqualTo("a[\"early\"]\n");
            assertThat(upstream.connections).hasValue(1);
        }
    }

    @Test
    void tenThousandMessagesEachWayOverAWebSocketKeepTheirOrder() throws Exception {
        try (var upstream = new ScriptedUpstream(this::echo)) {
            serve(false, route("/chat", upstream));
            List<String> sent =
                    IntStream.range(0, 10_000).mapToObj(i -> "message " + i).toList();
            Texts texts = new Texts();
            WebSocket socket = browser.newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + gateway.port() + "/chat/websocket"),
                            texts)
                    .get(30, TimeUnit.SECONDS);
            CompletableFuture<WebSocket> last = CompletableFuture.completedFuture(socket);
            for (String text : sent) {
                last = last.thenCompose(open -> open.sendText(text, true));
            }
            last.get(30, TimeUnit.SECONDS);
            await().atMost(Duration.ofSeconds(30)).until(() -> texts.size() == sent.size());
            assertThat(texts.copy()).isEqualTo(sent);
            socket.sendClose(4001, "enough").get(30, TimeUnit.SECONDS);
            await().untilAsserted(() -> assertThat(heard).last().satisfies(frame -> {
                assertThat(frame.opCode()).isEqualTo(8);
                assertThat(frame.closeCode()).isEqualTo(4001);
            }));
        }
    }

    @Test
    void aClientThatVanishesIsToldUpstream() throws Exception {
        try (var upstream = new ScriptedUpstream(this::echo)) {
            serve(false, route("/chat", upstream));
            HttpResponse<InputStream> stream = browser.send(
                    request("/chat/000/gone/xhr_streaming")
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofInputStream());
            try (InputStream body = stream.body()) {
                // The prelude comes before the application has answered, "o" after.
                assertThat(body.readNBytes(2049 + 2)).endsWith('o', '\n');
            }
            await().untilAsserted(() -> assertThat(heard).isNotEmpty());
            assertThat(heard.element().opCode()).isEqualTo(8);
        }
    }

    @Test
    void whoIsThereWhenTheGatewayStopsIsTold() throws Exception {
        try (var upstream = new ScriptedUpstream(this::echo)) {
            serve(false, route("/chat", upstream));
            assertThat(post("/chat/000/one/xhr", "").body()).isEqualTo("o\n");
            // One of two is turned away, and the other one waits.
            CompletableFuture<String> one = poll("/chat/000/one/xhr");
            CompletableFuture<String> other = poll("/chat/000/one/xhr");
            assertThat(CompletableFuture.anyOf(one, other).get(30, TimeUnit.SECONDS))
                    .asString()
                    .startsWith("c[2010,");
            CompletableFuture<String> poll = one.isDone() ? other : one;
            gateway.stop();
            gateway = null;
            assertThat(poll.get(30, TimeUnit.SECONDS)).isEqualTo("c[1001,\"Going away\"]\n");
            await().untilAsserted(() -> assertThat(heard).isNotEmpty());
            assertThat(heard.element().closeCode()).isEqualTo(1001);
        }
    }

    /** Collects whole texts. */
    private static final class Texts implements WebSocket.Listener {

        private final List<String> texts = new ArrayList<>();
        private final StringBuilder partial = new StringBuilder();

        @Override
        public synchronized CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                texts.add(partial.toString());
                partial.setLength(0);
            }
            socket.request(1);
            return null;
        }

        synchronized int size() {
            return texts.size();
        }

        synchronized List<String> copy() {
            return List.copyOf(texts);
        }
    }
}
