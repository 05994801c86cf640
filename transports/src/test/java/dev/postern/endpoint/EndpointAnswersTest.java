package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.api.Counter;
import dev.postern.api.Headers;
import dev.postern.api.Limits;
import dev.postern.api.Transport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Bad input, one row each: the answer, that it is counted, and that nobody else feels it. */
class EndpointAnswersTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final RecordingBackend backend = new RecordingBackend();
    private final InMemoryDriver driver = new InMemoryDriver(Transport.XHR_STREAMING);
    private SockJsEndpoint endpoint;
    private TransportClient bystander;

    @BeforeEach
    void serve() {
        endpoint = driver.serve(
                backend, settings -> settings.limits(Limits.DEFAULT.withMaxMessage(100)));
        bystander = driver.open("s");
        assertThat(bystander.hear()).isEqualTo(Heard.OPEN);
    }

    /** One bad request. */
    record Bad(
            String method,
            String path,
            List<String> headers,
            List<byte[]> body,
            int status,
            String answer,
            Counter counter) {

        static Bad of(String method, String path, int status, String answer, Counter counter) {
            return new Bad(method, path, List.of(), List.of(), status, answer, counter);
        }

        Bad with(String... fields) {
            return new Bad(method, path, List.of(fields), body, status, answer, counter);
        }

        Bad sending(byte[]... pieces) {
            return new Bad(method, path, headers, List.of(pieces), status, answer, counter);
        }

        Bad sending(String text) {
            return sending(text.getBytes(UTF_8));
        }

        @Override
        public String toString() {
            return method + " " + path + " " + headers + " "
                    + body.stream().map(bytes -> new String(bytes, ISO_8859_1)).toList();
        }
    }

    private static Bad send(String body, int status, String answer, Counter counter) {
        return Bad.of("POST", "/echo/000/s/xhr_send", status, answer, counter).sending(body);
    }

    private static Bad form(String body, int status, String answer, Counter counter) {
        return Bad.of("POST", "/echo/000/s/jsonp_send", status, answer, counter)
                .with("Content-Type", FORM)
                .sending(body);
    }

    static Stream<Bad> brokenBatches() {
        String broken = "Broken JSON encoding.\n";
        return Stream.of(
                send("", 500, "Payload expected.\n", Counter.EMPTY_PAYLOAD),
                send(" \r\n", 500, "Payload expected.\n", Counter.EMPTY_PAYLOAD),
                send("[\"x", 500, broken, Counter.BAD_JSON),
                send("[\"x\"", 500, broken, Counter.BAD_JSON),
                send("[\"x\",]", 500, broken, Counter.BAD_JSON),
                send("[\"x\"] trailing", 500, broken, Counter.BAD_JSON),
                send("\"x\"", 500, broken, Counter.BAD_JSON),
                send("[1]", 500, broken, Counter.BAD_JSON),
                send("[null]", 500, broken, Counter.BAD_JSON),
                send("[[\"x\"]]", 500, broken, Counter.BAD_JSON),
                send("{\"a\":\"x\"}", 500, broken, Counter.BAD_JSON),
                send("\ufeff[\"x\"]", 500, broken, Counter.BAD_JSON),
                send(
                        "[\"" + "x".repeat(101) + "\"]",
                        413,
                        "Message too big.\n",
                        Counter.MESSAGE_TOO_BIG),
                send("", 500, "Invalid UTF-8.\n", Counter.INVALID_UTF8)
                        .sending(new byte[] {'[', '"', (byte) 0xFF, '"', ']'}),
                send("", 500, "Invalid UTF-8.\n", Counter.INVALID_UTF8)
                        .sending(new byte[] {'[', '"', (byte) 0xE2}, new byte[] {(byte) 0x82}),
                form("", 500, "Payload expected.\n", Counter.EMPTY_PAYLOAD),
                form("d=", 500, "Payload expected.\n", Counter.EMPTY_PAYLOAD),
                form("p=p", 500, "Payload expected.\n", Counter.EMPTY_PAYLOAD),
                form("d=%5B%22x", 500, broken, Counter.BAD_JSON),
                form("d=%zz", 500, broken, Counter.BAD_JSON),
                form("d=%", 500, broken, Counter.BAD_JSON),
                form("d=%5B%22%FF%22%5D", 500, "Invalid UTF-8.\n", Counter.INVALID_UTF8));
    }

    static Stream<Bad> badCallbacks() {
        String required = "\"callback\" parameter required\n";
        String invalid = "invalid \"callback\" parameter\n";
        return Stream.of("htmlfile", "jsonp")
                .flatMap(where -> Stream.of(
                        callback(where, "", required),
                        callback(where, "?", required),
                        callback(where, "?c=", required),
                        callback(where, "?x=1", required),
                        callback(where, "?c=%20", invalid),
                        callback(where, "?c=*", invalid),
                        callback(where, "?c=abc(", invalid),
                        callback(where, "?c=%3Cscript%3E", invalid),
                        callback(where, "?c=a%0D%0ASet-Cookie", invalid),
                        callback(where, "?c=%zz", invalid),
                        callback(where, "?c=" + "a".repeat(65), invalid),
                        callback(where, "?c=" + "a".repeat(100_000), invalid)));
    }

    private static Bad callback(String where, String query, String answer) {
        return Bad.of("GET", "/echo/000/new/" + where + query, 500, answer, Counter.BAD_CALLBACK);
    }

    static Stream<Bad> strangePaths() {
        return Stream.of(
                        "//",
                        "/a",
                        "/a/",
                        "/a/b",
                        "/a/b/",
                        "/a/b/c",
                        "/a/b/xhr/",
                        "/a/b/xhr/c",
                        "//s/xhr",
                        "/a//xhr",
                        "/a.b/s/xhr",
                        "/a/s.t/xhr",
                        "/./s/xhr",
                        "/../s/xhr",
                        "/a/%2e/xhr",
                        "/a/%2e%2e/xhr",
                        "/a/s%2ft/xhr",
                        "/a/s%00/xhr",
                        "/a/s%zz/xhr",
                        "/a/s;x=y/xhr",
                        "/a/s\\t/xhr",
                        "/a/" + "s".repeat(129) + "/xhr",
                        "/a/b/XHR",
                        "/info/",
                        "/iframe.htm",
                        "/iframe-a/b.html",
                        "/IFRAME.HTML",
                        "/websocket/")
                .map(path -> Bad.of("POST", "/echo" + path, 404, "Not found\n", Counter.NOT_FOUND));
    }

    static Stream<Bad> badUpgrades() {
        return Stream.of("/echo/websocket", "/echo/000/s/websocket")
                .flatMap(path -> Stream.of(
                        upgrade(path, 400, "Can \"Upgrade\" only to \"WebSocket\".\n"),
                        upgrade(
                                path,
                                400,
                                "Can \"Upgrade\" only to \"WebSocket\".\n",
                                "Upgrade",
                                "h2c"),
                        upgrade(
                                path,
                                400,
                                "\"Connection\" must be \"Upgrade\".\n",
                                "Upgrade",
                                "websocket"),
                        upgrade(
                                path,
                                400,
                                "\"Connection\" must be \"Upgrade\".\n",
                                "Upgrade",
                                "websocket",
                                "Connection",
                                "close"),
                        upgrade(
                                path,
                                426,
                                "This server speaks WebSocket version 13 (RFC 6455) only.\n",
                                "Upgrade",
                                "websocket",
                                "Connection",
                                "Upgrade",
                                "Sec-WebSocket-Version",
                                "8"),
                        upgrade(
                                path,
                                400,
                                "Not a valid WebSocket handshake: GET, HTTP/1.1 and a Sec-WebSocket-Key of 16 bytes.\n",
                                "Upgrade",
                                "websocket",
                                "Connection",
                                "Upgrade",
                                "Sec-WebSocket-Version",
                                "13")));
    }

    private static Bad upgrade(String path, int status, String answer, String... headers) {
        return Bad.of("GET", path, status, answer, Counter.BAD_UPGRADE).with(headers);
    }

    static Stream<Bad> strangers() {
        return Stream.of(
                Bad.of(
                                "POST",
                                "/echo/000/nobody/xhr_send",
                                404,
                                "Not found\n",
                                Counter.UNKNOWN_SESSION)
                        .sending("[\"x\"]"),
                Bad.of(
                                "POST",
                                "/echo/000/nobody/jsonp_send",
                                404,
                                "Not found\n",
                                Counter.UNKNOWN_SESSION)
                        .sending("d=[]"),
                Bad.of(
                                "POST",
                                "/echo/000/big/xhr",
                                413,
                                "A request to receive has no body\n",
                                Counter.MESSAGE_TOO_BIG)
                        .with("Content-Length", "70000")
                        .sending(new byte[70_000]));
    }

    @ParameterizedTest
    @MethodSource({"brokenBatches", "badCallbacks", "strangePaths", "badUpgrades", "strangers"})
    void isAnsweredCountedAndFeltByNobodyElse(Bad bad) {
        FakeExchange exchange = ask(bad);

        assertThat(exchange.status()).isEqualTo(bad.status());
        assertThat(exchange.text()).isEqualTo(bad.answer());
        assertThat(exchange.responseHeader("Content-Type"))
                .containsExactly("text/plain; charset=UTF-8");
        assertThat(endpoint.counters().get(bad.counter())).isEqualTo(1);
        assertNobodyElseFeltIt();
    }

    @Test
    void aBodyThatBreaksOffIsCutAndCounted() {
        Headers headers = new Headers(List.of("Content-Length", "100"));
        for (String path :
                List.of("/echo/000/s/xhr_send", "/echo/000/s/jsonp_send", "/echo/000/new/xhr")) {
            FakeExchange exchange =
                    driver.ask(new FakeExchange("POST", path, headers, "[\"a\",".getBytes(UTF_8))
                            .thatBreaksOff());
            assertThat(exchange.isAborted()).as(path).isTrue();
            assertThat(exchange.head()).isNull();
        }
        assertThat(endpoint.counters().get(Counter.BODY_BROKEN_OFF)).isEqualTo(3);
        assertNobodyElseFeltIt();
    }

    @Test
    void aBodyOfNothingButEmptyMessagesIsTakenInBatches() {
        backend.echoes = false;
        byte[] piece = "\"\",".repeat(10_000).getBytes(UTF_8);
        FakeExchange exchange = driver.ask(new FakeExchange(
                "POST",
                "/echo/000/s/xhr_send",
                Headers.EMPTY,
                "[".getBytes(UTF_8),
                piece,
                piece,
                piece,
                "\"\"]".getBytes(UTF_8)));
        assertThat(exchange.status()).isEqualTo(204);
        assertThat(backend.heard).hasSize(30_001);
        assertThat(endpoint.counters().get(Counter.BATCHES_RECEIVED)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void aPollWithASmallBodyIsServed() {
        FakeExchange exchange = driver.ask(new FakeExchange(
                "POST",
                "/echo/000/t/xhr",
                new Headers(List.of("Content-Length", "3")),
                new byte[3]));
        assertThat(exchange.text()).isEqualTo("o\n");
    }

    @ParameterizedTest
    @MethodSource("wrongMethods")
    void anotherMethodIs405WithWhatIsAllowedAndNoContentType(String[] row) {
        FakeExchange exchange = driver.ask(new FakeExchange(row[0], row[1], Headers.EMPTY));
        assertThat(exchange.status()).isEqualTo(405);
        assertThat(exchange.responseHeader("Allow")).containsExactly(row[2]);
        assertThat(exchange.responseHeader("Content-Type")).isEmpty();
        assertThat(exchange.text()).isEmpty();
        assertThat(endpoint.counters().get(Counter.METHOD_NOT_ALLOWED)).isEqualTo(1);
        assertNobodyElseFeltIt();
    }

    static Stream<Object> wrongMethods() {
        List<Object> rows = new ArrayList<>();
        String[][] urls = {
            {"/echo", "GET"},
            {"/echo/", "GET"},
            {"/echo/info", "OPTIONS, GET"},
            {"/echo/iframe.html", "GET"},
            {"/echo/websocket", "GET"},
            {"/echo/0/s/websocket", "GET"},
            {"/echo/0/s/xhr", "OPTIONS, POST"},
            {"/echo/0/s/xhr_send", "OPTIONS, POST"},
            {"/echo/0/s/xhr_streaming", "OPTIONS, POST"},
            {"/echo/0/s/eventsource", "OPTIONS, GET"},
            {"/echo/0/s/htmlfile?c=x", "OPTIONS, GET"},
            {"/echo/0/s/jsonp?c=x", "OPTIONS, GET"},
            {"/echo/0/s/jsonp_send", "OPTIONS, POST"}
        };
        for (String[] url : urls) {
            for (String method :
                    List.of("GET", "POST", "PUT", "DELETE", "HEAD", "TRACE", "get", "BREW")) {
                if (!List.of(url[1].split(", ", -1)).contains(method)) {
                    rows.add(new Object[] {new String[] {method, url[0], url[1]}});
                }
            }
        }
        return rows.stream();
    }

    private FakeExchange ask(Bad bad) {
        return driver.ask(new FakeExchange(
                bad.method(),
                bad.path(),
                new Headers(bad.headers()),
                bad.body().toArray(byte[][]::new)));
    }

    private void assertNobodyElseFeltIt() {
        assertThat(backend.heard).isEmpty();
        assertThat(backend.sessions).hasSize(1);
        bystander.send("undisturbed");
        assertThat(bystander.hear()).isEqualTo(Heard.messages("undisturbed"));
    }
}
