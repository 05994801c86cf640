package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.HeaderField;
import dev.postern.http.ResponseHead;
import dev.postern.jetty.Answers.Outcome;
import dev.postern.testing.RawHttp;
import dev.postern.testing.RawHttp.Reply;

import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class JettyExchangeTest {

    @Test
    void saysWhatTheRequestWas() throws Exception {
        CompletableFuture<Exchange> seen = new CompletableFuture<>();
        try (TestServer server = TestServer.of(exchange -> {
                    exchange.remote();
                    seen.complete(exchange);
                    Answers.ok(exchange, "");
                    return true;
                });
                RawHttp client = server.connect()) {
            client.request("PUT /a%20b;p/c?d=%25&e HTTP/1.1", "Host: h", "X-One: 1", "x-one: 2");
            assertThat(client.read().status()).isEqualTo(200);
            Exchange exchange = seen.get();
            assertThat(exchange.method()).isEqualTo("PUT");
            assertThat(exchange.path()).isEqualTo("/a%20b;p/c");
            assertThat(exchange.query()).isEqualTo("d=%25&e");
            assertThat(exchange.headers().all("X-ONE")).containsExactly("1", "2");
            assertThat(((InetSocketAddress) exchange.remote()).getPort())
                    .isEqualTo(client.localPort());
            assertThat(exchange.secure()).isFalse();
        }
    }

    @Test
    void knowsTls() throws Exception {
        try (TestServer server = TestServer.of(exchange -> {
                    Answers.ok(exchange, "secure " + exchange.secure());
                    return true;
                });
                RawHttp client = server.connect(true)) {
            assertThat(client.request("GET / HTTP/1.1", "Host: h").read().text())
                    .isEqualTo("secure true");
        }
    }

    @Test
    void theWholeServerIsNonBlocking() throws Exception {
        try (TestServer server = TestServer.of(exchange -> {
                    Answers.ok(exchange, "ok");
                    return true;
                });
                RawHttp client = server.connect()) {
            assertThat(server.server().getInvocationType()).isEqualTo(InvocationType.NON_BLOCKING);
            assertThat(client.request("GET / HTTP/1.1", "Host: h").read().text())
                    .isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/echo//",
                "/echo///xhr",
                "/./",
                "/echo/%2e%2e/x",
                "/echo/a%2fb/xhr",
                "/echo/..;/x",
                "/a%25b",
                "/%c0%af",
                "/echo/.."
            })
    void oddPathsReachTheHandlerAsTheyCame(String path) throws Exception {
        try (TestServer server = TestServer.of(exchange -> {
                    Answers.ok(exchange, exchange.path());
                    return true;
                });
                RawHttp client = server.connect()) {
            Reply reply = client.request("GET " + path + " HTTP/1.1", "Host: h").read();
            assertThat(reply.text()).isEqualTo(path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/a%00b", "/\\x", "/..;/x"})
    void whatIsNoPathAtAllIs400(String path) throws Exception {
        try (TestServer server = TestServer.of(exchange -> answer(exchange, "a path"));
                RawHttp client = server.connect()) {
            assertThat(client.request("GET " + path + " HTTP/1.1", "Host: h")
                            .read()
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void theFirstHandlerThatAnswersWinsAndNoneIs404() throws Exception {
        try (TestServer server = TestServer.of(
                        exchange -> exchange.path().equals("/one") && answer(exchange, "first"),
                        exchange ->
                                exchange.path().startsWith("/one") && answer(exchange, "second"));
                RawHttp client = server.connect()) {
            assertThat(client.request("GET /one HTTP/1.1", "Host: h").read().text())
                    .isEqualTo("first");
            assertThat(client.request("GET /one/two HTTP/1.1", "Host: h").read().text())
                    .isEqualTo("second");
            assertThat(client.request("GET /two HTTP/1.1", "Host: h").read().status())
                    .isEqualTo(404);
        }
    }

    @Test
    void headsAreSmallAndTheirFieldsAsTheyStand() throws Exception {
        try (TestServer server = TestServer.of(exchange -> {
                    exchange.respond(
                            new ResponseHead(
                                    200,
                                    HeaderField.constant(
                                            "Content-Type", "application/json; charset=UTF-8"),
                                    HeaderField.of("Set-Cookie", "JSESSIONID=dummy; path=/"),
                                    HeaderField.constant("X-Odd", "yes")),
                            Answers.utf8("{}"),
                            Completion.IGNORED);
                    return true;
                });
                RawHttp client = server.connect()) {
            for (int i = 0; i < 2; i++) {
                String head = client.request("GET / HTTP/1.1", "Host: h").read().head();
                assertThat(head.lines().filter(line -> !line.startsWith("Date: ")))
                        .containsExactly(
                                "HTTP/1.1 200 OK",
                                "Content-Type: application/json; charset=UTF-8",
                                "Set-Cookie: JSESSIONID=dummy; path=/",
                                "X-Odd: yes",
                                "Content-Length: 2");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304, 405, 404})
    void anEmptyAnswerHasNeitherTypeNorBody(int status) throws Exception {
        try (TestServer server = TestServer.of(exchange -> {
                    exchange.respond(
                            new ResponseHead(status), ByteBuffer.allocate(0), Completion.IGNORED);
                    return true;
                });
                RawHttp client = server.connect()) {
            for (int i = 0; i < 2; i++) {
                Reply reply = client.request("GET / HTTP/1.1", "Host: h").read();
                assertThat(reply.status()).isEqualTo(status);
                assertThat(reply.field("Content-Type")).isNull();
                assertThat(reply.field("Transfer-Encoding")).isNull();
                assertThat(reply.field("Content-Length")).isEqualTo(status < 400 ? null : "0");
                assertThat(reply.body()).isEmpty();
            }
        }
    }

    @Test
    void eachWriteIsOneChunkSentAtOnce() throws Exception {
        BlockingQueue<Exchange> streams = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.of(exchange -> {
                    exchange.begin(
                            new ResponseHead(200, Answers.PLAIN),
                            Answers.utf8("h".repeat(2048) + "\n"));
                    return streams.add(exchange);
                });
                RawHttp client = server.connect()) {
            for (int i = 0; i < 3; i++) {
                client.request("POST / HTTP/1.1", "Host: h", "Content-Length: 0");
                Exchange exchange = streams.poll(30, TimeUnit.SECONDS);
                write(exchange, i == 0 ? "" : "o\n", false);
                Reply head = client.readHead();
                assertThat(head.field("Transfer-Encoding")).isEqualTo("chunked");
                assertThat(head.field("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
                assertThat(client.readChunk()).hasSize(2049);
                if (i == 0) {
                    write(exchange, "o\n", false);
                }
                assertThat(client.readChunk()).asString().isEqualTo("o\n");
                write(exchange, "c[]\n", true);
                assertThat(client.readChunk()).asString().isEqualTo("c[]\n");
                assertThat(client.readChunk()).isEmpty();
                Outcome late = new Outcome();
                exchange.write(Answers.utf8("late"), false, late);
                assertThat(late).isCompletedExceptionally();
            }
        }
    }

    @Test
    void chunksAreWholeWhateverTheirSizeAndHoweverLateTheyAreRead() throws Exception {
        BlockingQueue<Exchange> streams = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.of(exchange -> {
                    exchange.begin(new ResponseHead(200, Answers.PLAIN), Answers.utf8("p"));
                    return streams.add(exchange);
                });
                RawHttp client = RawHttp.connectNarrow(server.port())) {
            client.request("POST / HTTP/1.1", "Host: h", "Content-Length: 0");
            Exchange exchange = streams.poll(30, TimeUnit.SECONDS);
            write(exchange, "o", false);
            client.readHead();
            assertThat(client.readChunk()).hasSize(1);
            assertThat(client.readChunk()).hasSize(1);
            for (int size : new int[] {1, 15, 16, 255, 256, 4095, 4096, 32_000, 32_768, 99_999}) {
                Outcome written = new Outcome();
                exchange.write(ByteBuffer.wrap(bytes(size)), false, written);
                assertThat(client.readChunk()).isEqualTo(bytes(size));
                written.get(30, TimeUnit.SECONDS);
            }

            int unread = 0;
            Outcome last;
            do {
                last = new Outcome();
                exchange.write(ByteBuffer.wrap(bytes(20_000 + unread)), false, last);
                unread++;
            } while (last.isDone());
            for (int i = 0; i < unread; i++) {
                assertThat(client.readChunk()).isEqualTo(bytes(20_000 + i));
            }
            last.get(30, TimeUnit.SECONDS);
            write(exchange, "c", true);
            assertThat(client.readChunk()).hasSize(1);
            assertThat(client.readChunk()).isEmpty();
        }
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void http10GetsAStreamThatEndsWithTheConnection() throws Exception {
        BlockingQueue<Exchange> streams = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.of(exchange -> {
            exchange.begin(new ResponseHead(200, Answers.PLAIN), Answers.utf8("zero"));
            return streams.add(exchange);
        })) {
            for (String connection : List.of("close", "keep-alive")) {
                try (RawHttp client = server.connect()) {
                    client.request(
                            "POST / HTTP/1.0", "Connection: " + connection, "Content-Length: 0");
                    Exchange exchange = streams.poll(30, TimeUnit.SECONDS);
                    write(exchange, "one", false);
                    Reply head = client.readHead();
                    assertThat(head.field("Transfer-Encoding")).isNull();
                    assertThat(head.field("Content-Length")).isNull();
                    assertThat(client.readBytes(7)).asString().isEqualTo("zeroone");
                    write(exchange, "two", true);
                    assertThat(client.readBytes(3)).asString().isEqualTo("two");
                    assertThat(client.atEnd()).isTrue();
                }
            }
        }
    }

    /** Without a Transfer-Encoding its chunk sizes would be content, letters and all. */
    @ParameterizedTest
    @ValueSource(strings = {"the request", "the response"})
    void aStreamAfterWhichTheConnectionIsClosedHasNoChunks(String whoSaysSo) throws Exception {
        boolean request = whoSaysSo.equals("the request");
        ResponseHead answer = request
                ? new ResponseHead(200, Answers.PLAIN)
                : new ResponseHead(200, Answers.PLAIN, HeaderField.of("Connection", "close"));
        BlockingQueue<Exchange> streams = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.of(exchange -> {
            exchange.begin(answer, Answers.utf8("0123456789"));
            return streams.add(exchange);
        })) {
            for (int writes = 1; writes <= 3; writes++) {
                try (RawHttp client = server.connect()) {
                    client.request(
                            "POST / HTTP/1.1",
                            "Host: h",
                            "Connection: " + (request ? "Close" : "keep-alive"),
                            "Content-Length: 0");
                    Exchange exchange = streams.poll(30, TimeUnit.SECONDS);
                    for (int i = 1; i <= writes; i++) {
                        write(exchange, "abcdefghijkl", i == writes);
                        if (i == 1) {
                            Reply head = client.readHead();
                            assertThat(head.field("Transfer-Encoding")).isNull();
                            assertThat(head.field("Content-Length")).isNull();
                            assertThat(head.field("Connection")).isEqualToIgnoringCase("close");
                            assertThat(client.readBytes(10)).asString().isEqualTo("0123456789");
                        }
                        assertThat(client.readBytes(12)).asString().isEqualTo("abcdefghijkl");
                    }
                    assertThat(client.atEnd()).isTrue();
                }
            }
        }
    }

    @Test
    void abortCutsTheConnectionAndWhatFollowsFails() throws Exception {
        CompletableFuture<Exchange> stream = new CompletableFuture<>();
        try (TestServer server = TestServer.of(exchange -> {
                    exchange.begin(new ResponseHead(200), ByteBuffer.allocate(0));
                    return stream.complete(exchange);
                });
                RawHttp client = server.connect()) {
            client.request("GET / HTTP/1.1", "Host: h");
            write(stream.get(), "x", false);
            client.readHead();
            assertThat(client.readChunk()).hasSize(1);
            stream.get().abort();
            assertThat(client.atEnd()).isTrue();
            Outcome after = new Outcome();
            stream.get().write(Answers.utf8("y"), true, after);
            assertThat(after).isCompletedExceptionally();
        }
    }

    @Test
    void aSecondAnswerFailsAndTheNextRequestIsUntouched() throws Exception {
        Outcome second = new Outcome();
        BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.of(exchange -> {
                    Answers.ok(exchange, exchange.path());
                    return exchanges.add(exchange);
                });
                RawHttp client = server.connect()) {
            assertThat(client.request("GET /1 HTTP/1.1", "Host: h").read().text())
                    .isEqualTo("/1");
            Exchange first = exchanges.take();
            first.respond(
                    new ResponseHead(500, HeaderField.of("X-Stale", "1")),
                    Answers.utf8("no"),
                    second);
            first.begin(
                    new ResponseHead(500, HeaderField.of("X-Stale", "1")), ByteBuffer.allocate(0));
            first.abort();
            assertThat(second).isCompletedExceptionally();
            Reply next = client.request("GET /2 HTTP/1.1", "Host: h").read();
            assertThat(next.text()).isEqualTo("/2");
            assertThat(next.field("X-Stale")).isNull();
        }
    }

    @Test
    void answersTheJdksClient() throws Exception {
        try (TestServer server = TestServer.of(exchange -> {
            exchange.readBody(
                    new Answers.Gathering(body -> Answers.ok(exchange, "got " + body.length)));
            return true;
        })) {
            HttpClient client = HttpClient.newHttpClient();
            for (int size : new int[] {0, 1, 100_000, 3_000_000}) {
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.port() + "/x"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[size]))
                        .build();
                HttpResponse<String> reply =
                        client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(reply.body()).isEqualTo("got " + size);
            }
        }
    }

    @Test
    void aHandlerThatThrowsIsA500() throws Exception {
        try (TestServer server = TestServer.of(exchange -> {
                    throw new IllegalArgumentException("wrong on purpose");
                });
                RawHttp client = server.connect()) {
            assertThat(client.request("GET / HTTP/1.1", "Host: h").read().status())
                    .isEqualTo(500);
        }
    }

    @Test
    void theBodyIsReadOnce() throws Exception {
        try (TestServer server = TestServer.of(exchange -> {
                    exchange.readBody(new Answers.Gathering(body -> {}));
                    assertThatThrownBy(() -> exchange.readBody(new Answers.Gathering(body -> {})))
                            .isInstanceOf(IllegalStateException.class);
                    return answer(exchange, "once");
                });
                RawHttp client = server.connect()) {
            assertThat(client.request("GET / HTTP/1.1", "Host: h").read().text())
                    .isEqualTo("once");
        }
    }

    private static boolean answer(Exchange exchange, String text) {
        Answers.ok(exchange, text);
        return true;
    }

    private static void write(Exchange exchange, String text, boolean last) throws Exception {
        Outcome done = new Outcome();
        exchange.write(Answers.utf8(text), last, done);
        done.get(30, TimeUnit.SECONDS);
    }
}
