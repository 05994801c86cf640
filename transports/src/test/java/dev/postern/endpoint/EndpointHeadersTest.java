package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.postern.api.Counter;
import dev.postern.api.Headers;
import dev.postern.api.Transport;
import dev.postern.http.CachePolicy;
import dev.postern.http.OriginPolicy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.function.UnaryOperator;

/** CORS, caching, cookies, and the pages that need no session. */
class EndpointHeadersTest {

    private static final String NOT_CACHED =
            "no-store, no-cache, no-transform, must-revalidate, max-age=0";
    private static final String PAGE = "https://app.example.com";

    private final RecordingBackend backend = new RecordingBackend();
    private final InMemoryDriver driver = new InMemoryDriver(Transport.XHR_POLLING);

    private SockJsEndpoint serve(UnaryOperator<SockJsEndpointBuilder> settings) {
        return driver.serve(backend, settings);
    }

    private FakeExchange ask(String method, String path, String... headers) {
        return driver.ask(new FakeExchange(method, path, new Headers(List.of(headers))));
    }

    private JsonNode info() throws Exception {
        return new ObjectMapper().readTree(ask("GET", "/echo/info").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/echo/"})
    void greets(String path) {
        serve(settings -> settings);
        FakeExchange greeting = ask("GET", path);
        assertThat(greeting.status()).isEqualTo(200);
        assertThat(greeting.text()).isEqualTo("Welcome to SockJS!\n");
        assertThat(greeting.responseHeader("Content-Type"))
                .containsExactly("text/plain; charset=UTF-8");
    }

    @Test
    void leavesWhatLiesElsewhere() {
        SockJsEndpoint endpoint = serve(settings -> settings);
        for (String path : List.of("/", "/ech", "/echo2", "/echoo/info", "/ECHO")) {
            FakeExchange exchange = new FakeExchange("GET", path, Headers.EMPTY);
            assertThat(endpoint.handle(exchange)).as(path).isFalse();
            assertThat(exchange.head()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "/echo/", "/", "http://x"})
    void rejectsAPrefixThatIsNone(String prefix) {
        assertThatThrownBy(() -> SockJsEndpoint.builder(prefix, backend))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void infoSaysWhatTheClientNeeds() throws Exception {
        serve(settings -> settings);
        FakeExchange exchange = ask("GET", "/echo/info", "Origin", PAGE);
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.responseHeader("Content-Type"))
                .containsExactly("application/json; charset=UTF-8");
        assertThat(exchange.responseHeader("Cache-Control")).containsExactly(NOT_CACHED);
        assertThat(exchange.responseHeader("Access-Control-Allow-Origin")).containsExactly(PAGE);
        JsonNode info = new ObjectMapper().readTree(exchange.text());
        assertThat(info.get("websocket").booleanValue()).isTrue();
        assertThat(info.get("cookie_needed").booleanValue()).isFalse();
        assertThat(info.get("origins").get(0).textValue()).isEqualTo("*:*");
        assertThat(info.has("base_url")).isFalse();
    }

    @Test
    void entropyIsAnUnsignedNumberThatUsesItsWholeRange() throws Exception {
        serve(settings -> settings);
        long above = 0;
        for (int i = 0; i < 200; i++) {
            JsonNode entropy = info().get("entropy");
            assertThat(entropy.isIntegralNumber()).isTrue();
            assertThat(entropy.longValue()).isBetween(0L, (1L << 32) - 1);
            above += entropy.longValue() >= 1L << 31 ? 1 : 0;
        }
        // All on one side has a chance of 2^-199.
        assertThat(above).isBetween(1L, 199L);
    }

    @Test
    void infoIsComposedFromItsParts() throws Exception {
        serve(settings -> settings.cookieNeeded(true)
                .websocket(false)
                .info((exchange, soFar) -> soFar.withBaseUrl("https://node-1.example.com/\"echo\""))
                .info((exchange, soFar) -> soFar.withWebSocket(soFar.websocket())));
        JsonNode info = info();
        assertThat(info.get("websocket").booleanValue()).isFalse();
        assertThat(info.get("cookie_needed").booleanValue()).isTrue();
        assertThat(info.get("base_url").textValue())
                .isEqualTo("https://node-1.example.com/\"echo\"");
        assertThat(ask("GET", "/echo/websocket").status()).isEqualTo(404);
        assertThat(ask("GET", "/echo/0/s/websocket").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xhr", "xhr_send", "xhr_streaming"})
    void optionsTellsWhatAPageMayDoForAYear(String what) {
        serve(settings -> settings);
        FakeExchange exchange = ask(
                "OPTIONS",
                "/echo/0/s/" + what,
                "Origin",
                PAGE,
                "Access-Control-Request-Headers",
                "a, b");
        assertThat(exchange.status()).isEqualTo(204);
        assertThat(exchange.responseHeader("Cache-Control"))
                .containsExactly("public, max-age=31536000");
        assertThat(exchange.responseHeader("Expires")).hasSize(1);
        assertThat(exchange.responseHeader("Access-Control-Max-Age")).containsExactly("31536000");
        assertThat(exchange.responseHeader("Access-Control-Allow-Methods"))
                .containsExactly("OPTIONS, POST");
        assertThat(exchange.responseHeader("Access-Control-Allow-Headers")).containsExactly("a, b");
        assertThat(exchange.responseHeader("Access-Control-Allow-Origin")).containsExactly(PAGE);
        assertThat(exchange.responseHeader("Access-Control-Allow-Credentials"))
                .containsExactly("true");
        assertThat(exchange.text()).isEmpty();
    }

    @Test
    void sessionResponsesAreNeitherCachedNorBufferedAndReadableByThePage() {
        serve(settings -> settings);
        for (String[] request : List.of(
                new String[] {"POST", "/echo/0/a/xhr", "application/javascript; charset=UTF-8"},
                new String[] {
                    "POST", "/echo/0/b/xhr_streaming", "application/javascript; charset=UTF-8"
                },
                new String[] {"GET", "/echo/0/c/eventsource", "text/event-stream"},
                new String[] {"GET", "/echo/0/d/htmlfile?c=x", "text/html; charset=UTF-8"},
                new String[] {"GET", "/echo/0/e/jsonp?c=x", "application/javascript; charset=UTF-8"
                })) {
            FakeExchange exchange = ask(request[0], request[1], "Origin", PAGE);
            assertThat(exchange.status()).as(request[1]).isEqualTo(200);
            assertThat(exchange.responseHeader("Content-Type")).containsExactly(request[2]);
            assertThat(exchange.responseHeader("Cache-Control")).containsExactly(NOT_CACHED);
            assertThat(exchange.responseHeader("X-Accel-Buffering")).containsExactly("no");
            assertThat(exchange.responseHeader("Access-Control-Allow-Origin"))
                    .containsExactly(PAGE);
            assertThat(exchange.responseHeader("Set-Cookie")).isEmpty();
        }
        assertThat(ask("POST", "/echo/0/f/xhr").responseHeader("Access-Control-Allow-Origin"))
                .containsExactly("*");
    }

    @Test
    void anOriginThatIsNotAllowedHearsNothingAPageCouldRead() {
        SockJsEndpoint endpoint = serve(settings -> settings.origins(OriginPolicy.sameOrigin()));
        List<String[]> requests = List.of(
                new String[] {"GET", "/echo/info"},
                new String[] {"OPTIONS", "/echo/info"},
                new String[] {"POST", "/echo/0/s/xhr"},
                new String[] {"OPTIONS", "/echo/0/s/xhr"},
                new String[] {"POST", "/echo/0/s/xhr_send"},
                new String[] {"GET", "/echo/0/s/eventsource"},
                new String[] {"GET", "/echo/0/s/websocket"},
                new String[] {"GET", "/echo/websocket"});
        for (String[] request : requests) {
            FakeExchange exchange =
                    ask(request[0], request[1], "Origin", PAGE, "Host", "other.example.com");
            assertThat(exchange.status()).as(request[1]).isEqualTo(403);
            assertThat(exchange.head().fields())
                    .noneMatch(field -> field.name().startsWith("Access-Control"));
        }
        assertThat(endpoint.counters().get(Counter.ORIGIN_REFUSED)).isEqualTo(requests.size());
        assertThat(ask("GET", "/echo/info", "Origin", PAGE, "Host", "app.example.com")
                        .status())
                .isEqualTo(200);
        assertThat(backend.sessions).isEmpty();
    }

    @Test
    void setsTheCookieOnlyWhereItIsNeeded() {
        serve(settings -> settings.cookieNeeded(true));
        assertThat(ask("POST", "/echo/0/a/xhr").responseHeader("Set-Cookie"))
                .containsExactly("JSESSIONID=dummy; Path=/");
        assertThat(ask("POST", "/echo/0/b/xhr", "Cookie", "a=b; JSESSIONID=abc.node-1; c=d")
                        .responseHeader("Set-Cookie"))
                .containsExactly("JSESSIONID=abc.node-1; Path=/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JSESSIONID=a\r\nX-Evil: 1",
                "JSESSIONID=",
                "JSESSIONID=a b",
                "JSESSIONID=\"quoted\"",
                "JSESSIONID=a,b",
                "JSESSIONID=\u00fc",
                "JSESSIONID=a\\b",
                "XJSESSIONID=a",
                "jsessionid=a"
            })
    void neverEchoesAHostileCookie(String cookie) {
        serve(settings -> settings.cookieNeeded(true));
        assertThat(ask("POST", "/echo/0/a/xhr", "Cookie", cookie).responseHeader("Set-Cookie"))
                .containsExactly("JSESSIONID=dummy; Path=/");
    }

    @Test
    void neverEchoesACookieOfAnySize() {
        serve(settings -> settings.cookieNeeded(true));
        assertThat(ask("POST", "/echo/0/a/xhr", "Cookie", "JSESSIONID=" + "x".repeat(257))
                        .responseHeader("Set-Cookie"))
                .containsExactly("JSESSIONID=dummy; Path=/");
    }

    @Test
    void servesTheIframePageForAYearAndKnowsItAgain() {
        serve(settings -> settings.sockjsUrl("https://cdn.example.com/a.js?x=\"><script>&y"));
        FakeExchange page = ask("GET", "/echo/iframe-a_1.0.html?t=1");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.responseHeader("Content-Type")).containsExactly("text/html; charset=UTF-8");
        assertThat(page.responseHeader("Cache-Control"))
                .containsExactly("public, max-age=31536000");
        assertThat(page.responseHeader("Set-Cookie")).isEmpty();
        assertThat(page.text())
                .contains(
                        "<script src=\"https://cdn.example.com/a.js?x=&quot;>&lt;script>&amp;y\"></script>")
                .contains("SockJS.bootstrap_iframe();");
        String etag = page.responseHeader("ETag").get(0);

        for (String match : List.of(etag, "W/" + etag, "\"other\", " + etag)) {
            FakeExchange again = ask("GET", "/echo/iframe.html", "If-None-Match", match);
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.text()).isEmpty();
            assertThat(again.responseHeader("Content-Type")).isEmpty();
            assertThat(again.responseHeader("ETag")).containsExactly(etag);
        }
        assertThat(ask("GET", "/echo/iframe.html", "If-None-Match", "\"other\"").status())
                .isEqualTo(200);
    }

    /** What is in an iframe can't tell its status, and sockjs-client would wait for a word from it. */
    @Test
    void whatIsOpenedInAnIframeTellsItselfThatItIsNotOffered() {
        SockJsEndpoint endpoint = SockJsEndpoint.builder("/echo", backend).build();
        for (String path : List.of("/echo/iframe.html", "/echo/0/s/htmlfile?c=_jp.abc")) {
            FakeExchange page = new FakeExchange("GET", path, Headers.EMPTY);
            endpoint.handle(page);
            assertThat(page.status()).isEqualTo(404);
            assertThat(page.responseHeader("Content-Type"))
                    .containsExactly("text/html; charset=UTF-8");
            assertThat(page.responseHeader("Cache-Control"))
                    .containsExactly(
                            path.contains("iframe")
                                    ? "public, max-age=600"
                                    : CachePolicy.NOT_CACHED.value());
            assertThat(page.text())
                    .contains(
                            "windowId: location.hash.slice(1), type: \"c\"",
                            "frameElement.onerror()")
                    .doesNotContain("_jp");
        }
    }

    @Test
    void servesAPublicSiteOnlyWhatCanTellWhoAsks() {
        SockJsEndpoint endpoint = SockJsEndpoint.builder("/echo", backend).build();
        for (String path :
                List.of("/echo/iframe.html", "/echo/0/s/htmlfile?c=x", "/echo/0/s/jsonp?c=x")) {
            FakeExchange exchange = new FakeExchange("GET", path, Headers.EMPTY);
            assertThat(endpoint.handle(exchange)).isTrue();
            assertThat(exchange.status()).as(path).isEqualTo(404);
        }
        assertThat(endpoint.counters().get(Counter.NOT_FOUND)).isEqualTo(3);
        FakeExchange stranger = new FakeExchange(
                "GET", "/echo/info", new Headers(List.of("Origin", PAGE, "Host", "localhost")));
        endpoint.handle(stranger);
        assertThat(stranger.status()).isEqualTo(403);
    }
}
