package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp;
import dev.postern.it.support.RawWebSocket;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What clients and proxies do and the official suite does not see. */
@WithDemo
class BeyondTheSuiteIT {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
    private static final int MEBIBYTE = 1 << 20;

    private final GatewayProcess gateway;
    private final Service echo;

    BeyondTheSuiteIT(GatewayProcess gateway) {
        this.gateway = gateway;
        echo = Service.of(gateway, "/echo");
    }

    /** sockjs-client applies decodeURI to what an EventSource brings. */
    @Test
    void eventSourceSurvivesDecodeUri() throws IOException {
        Service session = echo.session();
        try (StreamingResponse stream = StreamingResponse.eventSource(session)) {
            assertThat(stream.next()).isEqualTo("data: o\r\n\r\n");
            Verify.accepted(session.postBody("/xhr_send", "[\"100% %20 %25 %u00e4\"]"));
            assertThat(stream.next()).isEqualTo("data: a[\"100%25 %2520 %2525 %25u00e4\"]\r\n\r\n");
        }
    }

    @Test
    void otherTransportsLeavePercentAlone() throws IOException {
        Service session = echo.session();
        Verify.ok(session.post("/xhr"), "o\n");
        Verify.accepted(session.postBody("/xhr_send", "[\"%20 %25\"]"));
        Verify.ok(session.post("/xhr"), "a[\"%20 %25\"]\n");
    }

    @Test
    void entropyIsUnsignedAndUsesAllItsBits() throws IOException {
        Set<Long> seen = new HashSet<>();
        try (RawHttp http = RawHttp.connect(gateway.port())) {
            for (int i = 0; i < 200; i++) {
                seen.add(Info.parse(
                                http.request("GET", "/echo/info", null).read().body())
                        .entropy());
            }
        }
        assertThat(seen)
                .hasSizeGreaterThan(195)
                .allMatch(entropy -> entropy >= 0 && entropy < 1L << 32);
        assertThat(seen)
                .anyMatch(entropy -> entropy >= 1L << 31)
                .anyMatch(entropy -> entropy < 1L << 31);
    }

    @Test
    void largeJsonpForm() throws Exception {
        Service session = Service.of(gateway, "/cookie_needed_echo").session();
        Verify.ok(session.get("/jsonp?c=x"), "/**/x(\"o\");\r\n");
        List<String> sent = IntStream.range(0, 2_000)
                .mapToObj(i -> i + "." + "y".repeat(MEBIBYTE / 1_000))
                .toList();
        String form = "d=" + URLEncoder.encode(Frames.batch(sent), StandardCharsets.UTF_8);
        assertThat(form.length()).isGreaterThan(2 * MEBIBYTE);

        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                Verify.acceptedJsonp(session.postBody("/jsonp_send", form, FORM));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        List<String> received = new ArrayList<>();
        while (received.size() < sent.size()) {
            String call = session.get("/jsonp?c=x").body();
            String script =
                    call.substring("/**/x(\"".length(), call.length() - "\");\r\n".length());
            received.addAll(Frames.messages(script.replace("\\\"", "\"")));
        }
        sending.get(60, TimeUnit.SECONDS);
        assertThat(received).isEqualTo(sent);
    }

    /** The limit is one of messages, not of the JSON around them. */
    @Test
    void messageOfExactlyTheLimitByXhr() throws IOException {
        String batch = "[\"" + "z".repeat(MEBIBYTE) + "\"]";
        Service session = echo.session();
        Verify.ok(session.post("/xhr"), "o\n");
        Verify.accepted(session.postBody("/xhr_send", batch));
        Verify.ok(session.post("/xhr"), 'a' + batch + '\n');
    }

    @Test
    void messageOfExactlyTheLimitByRawWebSocket() throws IOException {
        String message = "z".repeat(MEBIBYTE);
        try (RawWebSocket socket = echo.webSocket()) {
            socket.sendText(message);
            assertThat(RawWebSocket.describe(socket.read())).isEqualTo(message);
        }
    }

    /** Six bytes for each of its chars, as sockjs-client escapes what it does not trust the way with. */
    @Test
    void messageOfExactlyTheLimitByWebSocket() throws IOException {
        for (String letter : new String[] {"z", "\\u007f"}) {
            try (RawWebSocket socket = echo.session().webSocket()) {
                assertThat(socket.readText()).isEqualTo("o");
                socket.sendText("[\"" + letter.repeat(MEBIBYTE) + "\"]");
                String echoed = RawWebSocket.describe(socket.read());
                assertThat(echoed).hasSizeGreaterThan(MEBIBYTE).startsWith("a[\"");
            }
        }
    }

    @Test
    void twoWebSocketsWithOneIdAreTwoSessions() throws IOException {
        Service session = echo.session();
        try (RawWebSocket one = session.webSocket();
                RawWebSocket other = session.webSocket()) {
            assertThat(one.readText()).isEqualTo("o");
            assertThat(other.readText()).isEqualTo("o");
            for (int i = 0; i < 50; i++) {
                one.sendText("[\"one " + i + "\"]");
                other.sendText("[\"other " + i + "\"]");
                assertThat(one.readText()).isEqualTo("a[\"one " + i + "\"]");
                assertThat(other.readText()).isEqualTo("a[\"other " + i + "\"]");
            }
            one.close();
            other.sendText("[\"still here\"]");
            assertThat(other.readText()).isEqualTo("a[\"still here\"]");
        }
    }

    /** A watch for the client's leaving must not cost the connection when the poll is answered. */
    @Test
    void hundredPollsOnOneConnection() throws IOException {
        Service session = echo.session();
        try (RawHttp polls = RawHttp.connect(gateway.port());
                RawHttp sends = RawHttp.connect(gateway.port())) {
            Verify.ok(polls.request("POST", session.base() + "/xhr", "").read(), "o\n");
            for (int i = 0; i < 100; i++) {
                polls.request("POST", session.base() + "/xhr", "");
                Verify.accepted(
                        sends.request("POST", session.base() + "/xhr_send", "[\"" + i + "\"]")
                                .read());
                Verify.ok(polls.read(), "a[\"" + i + "\"]\n");
            }
        }
    }

    /** A client may have an answer, and poll anew on another connection, before its server knows it was sent. */
    @Test
    void pollOvertakesItsPredecessorsCompletion() throws IOException {
        Service session = echo.session();
        try (RawHttp even = RawHttp.connect(gateway.port());
                RawHttp odd = RawHttp.connect(gateway.port());
                RawHttp sends = RawHttp.connect(gateway.port())) {
            Verify.ok(even.request("POST", session.base() + "/xhr", "").read(), "o\n");
            for (int i = 0; i < 300; i++) {
                RawHttp polls = i % 2 == 0 ? even : odd;
                polls.request("POST", session.base() + "/xhr", "");
                Verify.accepted(
                        sends.request("POST", session.base() + "/xhr_send", "[\"" + i + "\"]")
                                .read());
                Verify.ok(polls.read(), "a[\"" + i + "\"]\n");
            }
        }
    }

    /** As above, where a streaming response has reached its limit: its last frame is there, its end is not yet. */
    @Test
    void streamOvertakesItsPredecessorsEnd() throws IOException {
        Service session = echo.session();
        String batch = "[\"" + "x".repeat(4096) + "\"]";
        StreamingResponse stream = StreamingResponse.xhr(session);
        assertThat(stream.next()).isEqualTo("o\n");
        for (int i = 0; i < 50; i++) {
            Verify.accepted(session.postBody("/xhr_send", batch));
            assertThat(stream.next()).isEqualTo('a' + batch + '\n');
            StreamingResponse next = StreamingResponse.xhr(session);
            stream.verifyFinished();
            stream.close();
            stream = next;
        }
        Verify.accepted(session.postBody("/xhr_send", "[\"x\"]"));
        assertThat(stream.next()).isEqualTo("a[\"x\"]\n");
        stream.close();
    }

    @Test
    void pipelinedRequests() throws IOException {
        Service session = echo.session();
        try (RawHttp http = RawHttp.connect(gateway.port())) {
            http.send(pipelined("POST " + session.base() + "/xhr", "")
                    + pipelined("POST " + session.base() + "/xhr_send", "[\"a\"]")
                    + pipelined("POST " + session.base() + "/xhr", "")
                    + pipelined("GET /echo/info", null));
            Verify.ok(http.read(), "o\n");
            Verify.accepted(http.read());
            Verify.ok(http.read(), "a[\"a\"]\n");
            assertThat(http.read().body()).contains("entropy");
        }
    }

    @Test
    void requestPipelinedBehindWaitingPoll() throws IOException {
        Service session = echo.session();
        Verify.ok(session.post("/xhr"), "o\n");
        try (WaitingPoll poll = WaitingPoll.begin(session)) {
            poll.http().send(pipelined("GET /echo/info", null));
            Verify.accepted(session.postBody("/xhr_send", "[\"late\"]"));
            Verify.ok(poll.http().read(), "a[\"late\"]\n");
            assertThat(poll.http().read().body()).contains("entropy");
        }
    }

    private static String pipelined(String request, String body) {
        return request + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + (body == null ? "\r\n" : "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }
}
