package dev.postern.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.it.browser.Browser;
import dev.postern.it.browser.Chromium;
import dev.postern.it.browser.PageServer;
import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.Headers;
import dev.postern.it.support.Sequence;
import dev.postern.it.support.SockJsClient;
import dev.postern.it.support.TestUpstream;
import dev.postern.it.support.Way;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/** Every transport through the configs of {@code samples/reverse-proxy}, and through bare ones. */
class ReverseProxyIT {

    private static final int MESSAGES = 200;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static Certificate certificate;
    private static TestUpstream upstream;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws IOException {
        certificate = Certificate.in(folder);
        upstream = TestUpstream.serve(TestUpstream.ECHO);
        gateway = GatewayProcess.start(
                "--trust",
                "127.0.0.1",
                "--allow",
                "jsonp,htmlfile",
                "--grace",
                "500ms",
                "--route",
                "/chat=" + upstream.url("/app"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource
    void theSamplePassesEveryTransportAndTellsWhoIsThere(ReverseProxy kind) throws IOException {
        try (ProxyProcess proxy = kind.startSample(gateway.port(), certificate)) {
            for (ClientTransport transport : ClientTransport.values()) {
                String key = kind + "-sample-" + transport;
                ClientTarget target = ClientTarget.of(proxy.port(), "/chat", key)
                        .by(Way.DIRECT.overTls().from(7))
                        .withHeaders(
                                "Origin: https://127.0.0.1:" + proxy.port(),
                                "X-Forwarded-For: 203.0.113.9",
                                "X-Forwarded-Proto: http",
                                "X-Forwarded-Host: forged.example",
                                "Forwarded: for=203.0.113.9;proto=http;host=forged.example");
                converse(transport, target);
                assertThat(upstream.socket(key).request())
                        .as("who %s says is there", transport)
                        .returns("127.0.0.7, 127.0.0.1", of("X-Forwarded-For"))
                        .returns("https", of("X-Forwarded-Proto"))
                        .returns("127.0.0.1:" + proxy.port(), of("X-Forwarded-Host"))
                        .returns(
                                "for=127.0.0.7, for=127.0.0.1;host=\"127.0.0.1:" + proxy.port()
                                        + "\";proto=https",
                                of("Forwarded"));
            }
        }
    }

    private static Function<Headers, String> of(String name) {
        return request -> request.field(name);
    }

    /** Nothing but {@code X-Accel-Buffering} makes a bare nginx let a stream through. */
    @ParameterizedTest
    @EnumSource
    void aBareConfigStreams(ReverseProxy kind) throws IOException {
        try (ProxyProcess proxy = kind.startBare(gateway.port())) {
            for (ClientTransport transport : ClientTransport.values()) {
                // A page of the proxy's own host, in a browser of this decade.
                ClientTarget target = ClientTarget.of(
                                proxy.port(), "/chat", kind + "-bare-" + transport)
                        .withHeaders(
                                "Origin: http://127.0.0.1:" + proxy.port(),
                                "Sec-Fetch-Site: same-origin");
                if (transport.isWebSocket() && !passesUpgrades(kind)) {
                    assertThatThrownBy(() -> SockJsClient.start(transport, target))
                            .hasMessageContaining("not upgraded");
                } else {
                    converse(transport, target);
                }
            }
        }
    }

    /** Where the browser says nothing, for the page is not by TLS: bare nginx tells Postern a wrong host. */
    @ParameterizedTest
    @EnumSource
    void aBareConfigHandsOnWhichHostWasAskedButForNginx(ReverseProxy kind) throws Exception {
        try (ProxyProcess proxy = kind.startBare(gateway.port())) {
            String base = "http://127.0.0.1:" + proxy.port();
            HttpRequest own = info(base, base);
            assertThat(client.send(own, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(kind == ReverseProxy.NGINX ? 403 : 200);
            HttpRequest strange = info(base, "http://evil.example");
            assertThat(client.send(strange, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(403);
            await().untilAsserted(() -> assertThat(gateway.log())
                    .anyMatch(line -> line.contains("requests refused for their Origin")
                            && line.contains("'origins'")
                            && line.contains("'trust'")));
        }
    }

    private static HttpRequest info(String base, String origin) {
        return HttpRequest.newBuilder(URI.create(base + "/chat/info"))
                .header("Origin", origin)
                .build();
    }

    /** The page that the README's lines put beside the sample, in a browser that comes by TLS. */
    @Test
    void theSamplesPageTalksToItsApplication() throws IOException {
        Path root = Files.createDirectories(folder.resolve("html"));
        Files.copy(Path.of("../samples/reverse-proxy/page.html"), root.resolve("index.html"));
        try (InputStream sockjs = PageServer.class.getResourceAsStream(PageServer.SOCKJS)) {
            Files.copy(Objects.requireNonNull(sockjs), root.resolve("sockjs.min.js"));
        }
        // nginx's workers are somebody else's, as on a user's machine.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ProxyProcess proxy = ReverseProxy.NGINX.startSample(
                        gateway.port(),
                        certificate,
                        sample -> sample.replace("/var/www/html", root.toString()));
                Browser browser = Chromium.start("--ignore-certificate-errors")) {
            browser.open("https://127.0.0.1:" + proxy.port() + "/");
            awaitHeard(browser, "connected by websocket\n");
            browser.evaluate("Object.assign(document.getElementById('say'), {value: 'hello'})"
                    + ".dispatchEvent(new Event('change'))");
            awaitHeard(browser, "connected by websocket\nhello\n");
        }
    }

    private static void awaitHeard(Browser browser, String text) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(
                                browser.evaluate("document.getElementById('heard').textContent"))
                        .isEqualTo(text));
    }

    /** The page at {@code /} is of the same origin as its session, and needs no setting at all. */
    @ParameterizedTest
    @EnumSource
    void aPageGetsThroughABareConfigToAGatewayThatTrustsNobody(ReverseProxy kind)
            throws IOException {
        try (GatewayProcess alone = GatewayProcess.start("--demo", "--grace", "500ms");
                ProxyProcess proxy = kind.startBare(alone.port());
                Browser browser = Chromium.start()) {
            browser.open("http://127.0.0.1:" + proxy.port() + "/");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(browser.evaluate(
                                    "document.querySelector('#transport').textContent"))
                            .isEqualTo(passesUpgrades(kind) ? "WebSocket" : "XHR streaming"));
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(browser.evaluate(
                                    "document.querySelector('#count').textContent"))
                            .isNotEqualTo("0"));
        }
    }

    private static boolean passesUpgrades(ReverseProxy kind) {
        return kind == ReverseProxy.HAPROXY || kind == ReverseProxy.CADDY;
    }

    /** One message alone, whose echo must not wait for the next, then many. */
    private static void converse(ClientTransport transport, ClientTarget target)
            throws IOException {
        Sequence texts = new Sequence(target.key());
        try (SockJsClient client = SockJsClient.start(transport, target, texts).awaitOpen()) {
            client.send(texts.text(0));
            awaitEchoes(client, texts, 1);
            client.send(texts.texts(1, MESSAGES));
            awaitEchoes(client, texts, MESSAGES);
            assertThat(texts.mistakes()).isEmpty();
            assertThat(client.ended()).as("end of %s", transport).isNotDone();
        }
    }

    private static void awaitEchoes(SockJsClient client, Sequence texts, int count) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> texts.heard() >= count || client.ended().isDone());
        assertThat(texts.heard()).as("echoes by %s", client.transport()).isEqualTo(count);
    }
}
