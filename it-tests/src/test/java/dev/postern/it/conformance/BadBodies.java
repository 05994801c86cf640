package dev.postern.it.conformance;

import dev.postern.it.support.RawHttp;
import dev.postern.it.support.RawHttp.Response;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What xhr_send and jsonp_send may be given instead of an array of strings. Each leaves the session as it was. */
record BadBodies(Service echo, Service app) {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final int LIMIT = 1 << 20;

    Map<String, BadInputCase> cases() {
        return Map.of(
                "broken-json",
                        () -> all(
                                "[\"x",
                                "[\"x\"",
                                "[\"x\",]",
                                "[\"x\"] [\"y\"]",
                                "[\"\\x\"]",
                                "nonsense"),
                "empty-body", () -> all("", " ", "\r\n"),
                "not-strings",
                        () -> all(
                                "{\"a\":\"b\"}",
                                "\"a\"",
                                "42",
                                "null",
                                "[1]",
                                "[\"a\",null]",
                                "[".repeat(100_000)),
                "wrong-content-type", this::wrongContentType,
                "too-big-xhr-send", () -> all("[\"" + "x".repeat(LIMIT + 1) + "\"]"),
                "invalid-utf8-xhr-send", this::invalidUtf8,
                "broken-form", () -> form("d=%5B%22x", "d=%zz", "d=%5B%22%e4%22"),
                "form-without-d", () -> form("", "d=", "p=p"),
                "lone-surrogates", () -> List.of(echoed(echo, "[\"\\ud800\"]")),
                "lone-surrogates-upstream", () -> List.of(echoed(app, "[\"\\ud800\"]")));
    }

    private List<String> all(String... bodies) throws IOException {
        Service session = opened(echo);
        Set<String> answers = new LinkedHashSet<>();
        for (String body : bodies) {
            answers.add(session.postBody("/xhr_send", body).summary());
        }
        verifyStillThere(session);
        return List.copyOf(answers);
    }

    private List<String> form(String... bodies) throws IOException {
        Service session = opened(echo);
        Set<String> answers = new LinkedHashSet<>();
        for (String body : bodies) {
            answers.add(session.postBody("/jsonp_send", body, FORM).summary());
        }
        verifyStillThere(session);
        return List.copyOf(answers);
    }

    private List<String> wrongContentType() throws IOException {
        Service session = opened(echo);
        Response response =
                session.postBody("/xhr_send", "[]", "Content-Type: image/png; charset=\"");
        verifyStillThere(session);
        return List.of(response.summary());
    }

    private List<String> invalidUtf8() throws IOException {
        Service session = opened(echo);
        try (RawHttp http = RawHttp.connect(session.port())) {
            byte[] body = "[\"\u00ff\"]".getBytes(StandardCharsets.ISO_8859_1);
            http.send("POST " + session.base()
                    + "/xhr_send HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + body.length
                    + "\r\n\r\n");
            Response response = http.send(body).read();
            verifyStillThere(session);
            return List.of(response.summary());
        }
    }

    private static String echoed(Service service, String batch) throws IOException {
        Service session = opened(service);
        Verify.accepted(session.postBody("/xhr_send", batch));
        return session.post("/xhr").body().strip();
    }

    static Service opened(Service service) throws IOException {
        Service session = service.session();
        Verify.ok(session.post("/xhr"), "o\n");
        return session;
    }

    /** It echoes, and what it echoes first is this: nothing of the bad input was taken for a message. */
    static void verifyStillThere(Service session) throws IOException {
        Verify.accepted(session.postBody("/xhr_send", "[\"still there\"]"));
        Verify.ok(session.post("/xhr"), "a[\"still there\"]\n");
    }
}
