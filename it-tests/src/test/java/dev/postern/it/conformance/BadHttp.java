package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.RawHttp;
import dev.postern.it.support.RawHttp.Response;
import dev.postern.it.support.RawWebSocket;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Requests that lie, boast or come from another time.
 *
 * @param app takes pages of its own origin only
 * @param cookieEcho sets a cookie
 */
record BadHttp(Service echo, Service app, Service cookieEcho) {

    Map<String, BadInputCase> cases() {
        return Map.ofEntries(
                Map.entry("http10-streaming", this::http10Streaming),
                Map.entry("length-too-large", this::lengthTooLarge),
                Map.entry("length-too-small", this::lengthTooSmall),
                Map.entry("no-http", this::noHttp),
                Map.entry("oversized-header", this::oversizedHeader),
                Map.entry("body-on-a-poll", this::bodyOnAPoll),
                Map.entry("foreign-origin", this::foreignOrigin),
                Map.entry("odd-origin", this::oddOrigin),
                Map.entry("malformed-cookie", this::malformedCookie));
    }

    private List<String> http10Streaming() throws IOException {
        Service session = echo.session();
        try (RawHttp http = RawHttp.connect(echo.port())) {
            Response head = http.requestHttp10("POST", session.base() + "/xhr_streaming", "")
                    .readHead();
            assertThat(head.header("Transfer-Encoding")).isNull();
            assertThat(http.read(2049 + 2)).endsWith("h\no\n");
            Verify.accepted(session.postBody("/xhr_send", "[\"x\"]"));
            assertThat(http.read(7)).isEqualTo("a[\"x\"]\n");
            return List.of(String.valueOf(head.status()));
        }
    }

    private List<String> lengthTooLarge() throws IOException {
        Service session = BadBodies.opened(echo);
        try (RawHttp http = RawHttp.connect(echo.port())) {
            http.head(
                    "POST " + session.base() + "/xhr_send HTTP/1.1",
                    "Host: 127.0.0.1",
                    "Content-Length: 100");
            http.send("[\"never whole\"");
            http.shutdownOutput();
            String answer = http.atEnd() ? "connection cut" : http.read().summary();
            BadBodies.verifyStillThere(session);
            return List.of(answer);
        }
    }

    private List<String> lengthTooSmall() throws IOException {
        Service session = BadBodies.opened(echo);
        try (RawHttp http = RawHttp.connect(echo.port())) {
            http.head(
                    "POST " + session.base() + "/xhr_send HTTP/1.1",
                    "Host: 127.0.0.1",
                    "Content-Length: 5");
            http.send("[\"a\"],\"and more\"]\r\n\r\n");
            List<String> answers =
                    List.of(http.read().summary(), String.valueOf(http.read().status()));
            assertThat(http.atEnd()).isTrue();
            Verify.ok(session.post("/xhr"), "a[\"a\"]\n");
            return answers;
        }
    }

    private List<String> noHttp() throws IOException {
        try (RawHttp http = RawHttp.connect(echo.port())) {
            return List.of(String.valueOf(
                    http.send("\u0016\u0003\u0001 hello\r\n\r\n").read().status()));
        }
    }

    private List<String> oversizedHeader() throws IOException {
        return List.of(String.valueOf(
                echo.get("/info", "X-Boast: " + "x".repeat(10_000)).status()));
    }

    private List<String> bodyOnAPoll() throws IOException {
        return List.of(echo.session().postBody("/xhr", "x".repeat(70_000)).summary());
    }

    private List<String> foreignOrigin() throws IOException {
        String origin = "Origin: https://evil.example";
        Service session = app.session();
        List<Response> responses = List.of(
                app.get("/info", origin),
                app.options("/info", origin, "Access-Control-Request-Method: GET"),
                session.post("/xhr", origin),
                session.postBody("/xhr_send", "[]", origin),
                session.get("/eventsource", origin),
                session.get("/websocket", RawWebSocket.handshakeFields(origin)),
                app.get("/websocket", RawWebSocket.handshakeFields(origin)),
                app.get("", RawWebSocket.handshakeFields(origin)));
        Set<String> answers = new LinkedHashSet<>();
        for (Response response : responses) {
            assertThat(response.headers().keySet())
                    .noneMatch(name -> name.startsWith("Access-Control"));
            answers.add(String.valueOf(response.status()));
        }
        return List.copyOf(answers);
    }

    private List<String> oddOrigin() throws IOException {
        Set<String> answers = new LinkedHashSet<>();
        for (String origin : new String[] {"a b", "\u00e4", "x".repeat(2_000)}) {
            Response response = echo.get("/info", "Origin: " + origin);
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("Access-Control-Allow-Credentials")).isNull();
            answers.add("Access-Control-Allow-Origin: "
                    + response.header("Access-Control-Allow-Origin"));
        }
        return List.copyOf(answers);
    }

    private List<String> malformedCookie() throws IOException {
        Set<String> answers = new LinkedHashSet<>();
        for (String value : new String[] {"a\"b", "", "a b", "a,b", "\u00e4", "x".repeat(300)}) {
            answers.add("Set-Cookie: "
                    + cookieEcho
                            .session()
                            .post("/xhr", "Cookie: JSESSIONID=" + value)
                            .header("Set-Cookie"));
        }
        return List.copyOf(answers);
    }
}
