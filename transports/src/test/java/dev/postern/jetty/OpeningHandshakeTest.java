package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.ResponseHead;
import dev.postern.http.WebSocketSettings;
import dev.postern.testing.RawHttp;
import dev.postern.testing.RawHttp.Reply;
import dev.postern.testing.RawWebSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;

class OpeningHandshakeTest {

    private static final WebSocketSettings BARE = new WebSocketSettings(null, 1 << 20, false);

    private final BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
    private final Recorder recorder = Recorder.greedy();

    @Test
    void answersTheExampleOfTheRfc() throws Exception {
        try (TestServer server = upgrading(BARE);
                RawWebSocket client = RawWebSocket.open(server.port(), "/chat")) {
            Reply reply = client.handshake();
            assertThat(reply.field("Sec-WebSocket-Accept")).isEqualTo(RawWebSocket.ACCEPT);
            assertThat(reply.field("Upgrade")).isEqualTo("websocket");
            assertThat(reply.field("Connection")).isEqualTo("Upgrade");
            assertThat(reply.field("Sec-WebSocket-Protocol")).isNull();
            assertThat(reply.field("Sec-WebSocket-Extensions")).isNull();
            assertThat(reply.field("Content-Length")).isNull();
        }
    }

    @Test
    void namesTheSubProtocolThatWasChosen() throws Exception {
        try (TestServer server = upgrading(new WebSocketSettings("v10.stomp", 1 << 20, false));
                RawWebSocket client = RawWebSocket.open(
                        server.port(), "/", "Sec-WebSocket-Protocol: v10.stomp, v11.stomp")) {
            assertThat(client.handshake().field("Sec-WebSocket-Protocol")).isEqualTo("v10.stomp");
        }
    }

    @ParameterizedTest
    @CsvSource({"true,permessage-deflate", "false,"})
    void deflatesOnlyWhereThatIsWanted(boolean deflate, String answer) throws Exception {
        try (TestServer server = upgrading(new WebSocketSettings(null, 1 << 20, deflate));
                RawWebSocket client = RawWebSocket.open(
                        server.port(),
                        "/",
                        "Sec-WebSocket-Extensions: @identity, fragment, permessage-deflate; client_max_window_bits")) {
            assertThat(client.handshake().field("Sec-WebSocket-Extensions")).isEqualTo(answer);
        }
    }

    @Test
    void deflatedMessagesOfAnySizeAreUnderstoodAndBounded() throws Exception {
        // "Hello" as in RFC 7692 §7.2.3.1, then the largest that may be, then one far larger.
        byte[] hello = {(byte) 0xf2, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 0x07, 0x00};
        try (TestServer server = upgrading(new WebSocketSettings(null, 100_000, true));
                RawWebSocket client = RawWebSocket.open(
                        server.port(), "/", "Sec-WebSocket-Extensions: permessage-deflate")) {
            client.send(0xC1, hello);
            assertThat(recorder.next()).isEqualTo("text Hello");
            client.send(0xC1, deflated(new byte[99_999]));
            assertThat(recorder.next()).hasSize("text ".length() + 99_999);
            client.send(0xC1, deflated(new byte[50_000_000]));
            assertThat(recorder.next()).isEqualTo("close 1009 Message too big");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade: h2c",
                "Sec-WebSocket-Version: 8",
                "Sec-WebSocket-Version: ",
                "Sec-WebSocket-Key: short",
                "Sec-WebSocket-Key: ",
                "Sec-WebSocket-Key: ????????????????????????",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAAAA",
                "Content-Length: 3",
                "Transfer-Encoding: chunked"
            })
    void whatIsNoHandshakeIsNotTakenForOne(String field) throws Exception {
        String name = field.substring(0, field.indexOf(':') + 1);
        List<String> lines = new ArrayList<>(Arrays.asList(RawWebSocket.handshake("/")));
        lines.removeIf(line -> line.startsWith(name));
        if (!field.equals(name + " ")) {
            lines.add(field);
        }
        try (TestServer server = asking();
                RawHttp client = server.connect()) {
            client.request(lines.toArray(String[]::new));
            if (name.startsWith("Content-Length")) {
                client.send("abc");
            } else if (name.startsWith("Transfer")) {
                client.send("0\r\n\r\n");
            }
            assertThat(client.read().text()).isEqualTo("false");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive", "close"})
    void anUpgradeThatTheConnectionFieldDoesNotNameIsJettys400(String connection) throws Exception {
        String[] lines = RawWebSocket.handshake("/");
        lines[3] = "Connection: " + connection;
        try (TestServer server = asking();
                RawHttp client = server.connect()) {
            assertThat(client.request(lines).read().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({"GET / HTTP/1.1,true", "POST / HTTP/1.1,false", "GET / HTTP/1.0,false"})
    void itHasToBeAGetOfHttp11(String requestLine, boolean well) throws Exception {
        String[] lines = RawWebSocket.handshake("/", "Connection: keep-alive, UPGRADE");
        lines[0] = requestLine;
        try (TestServer server = asking();
                RawHttp client = server.connect()) {
            assertThat(client.request(lines).read().text()).isEqualTo("" + well);
        }
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void upgradesLaterFromAnotherThreadAndLosesNothing(boolean tls, boolean atOnce)
            throws Exception {
        try (TestServer server = TestServer.of(exchange -> {
                    exchange.onClientGone(() -> recorder.onAbort(new IllegalStateException()));
                    return waiting.add(exchange);
                });
                RawHttp client = server.connect(tls)) {
            byte[] frame =
                    RawWebSocket.frame(0x81, "early".repeat(50).getBytes(StandardCharsets.UTF_8));
            String handshake = String.join("\r\n", RawWebSocket.handshake("/")) + "\r\n\r\n";
            if (atOnce) {
                ByteArrayOutputStream both = new ByteArrayOutputStream();
                both.writeBytes(handshake.getBytes(StandardCharsets.UTF_8));
                both.writeBytes(frame);
                client.send(both.toByteArray());
            } else {
                client.send(handshake);
            }
            Exchange exchange = waiting.poll(30, TimeUnit.SECONDS);
            if (!atOnce) {
                client.send(frame);
            }
            exchange.upgrade(BARE, recorder);
            assertThat(client.readHead().status()).isEqualTo(101);
            assertThat(recorder.next()).isEqualTo("text " + "early".repeat(50));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void upgradesFiftyTimesWhileFramesArrive(boolean tls) throws Exception {
        try (TestServer server = TestServer.of(exchange -> {
            exchange.onClientGone(() -> {});
            return waiting.add(exchange);
        })) {
            for (int i = 0; i < 50; i++) {
                try (RawHttp client = server.connect(tls)) {
                    client.request(RawWebSocket.handshake("/"));
                    Exchange exchange = waiting.poll(30, TimeUnit.SECONDS);
                    Recorder each = Recorder.greedy();
                    CompletableFuture<Void> upgrading =
                            CompletableFuture.runAsync(() -> exchange.upgrade(BARE, each));
                    for (int j = 0; j < 5; j++) {
                        client.send(RawWebSocket.frame(0x81, new byte[] {(byte) ('a' + j)}));
                    }
                    upgrading.get(30, TimeUnit.SECONDS);
                    for (int j = 0; j < 5; j++) {
                        assertThat(each.next()).isEqualTo("text " + (char) ('a' + j));
                    }
                }
            }
        }
    }

    @Test
    void aClientThatLeftMeanwhileIsAnAbort() throws Exception {
        CompletableFuture<String> gone = new CompletableFuture<>();
        try (TestServer server = TestServer.of(exchange -> {
                    exchange.onClientGone(() -> gone.complete("gone"));
                    return waiting.add(exchange);
                });
                RawHttp client = server.connect()) {
            client.request(RawWebSocket.handshake("/"));
            Exchange exchange = waiting.poll(30, TimeUnit.SECONDS);
            client.reset();
            assertThat(gone.get(30, TimeUnit.SECONDS)).isEqualTo("gone");
            exchange.upgrade(BARE, recorder);
            assertThat(recorder.next()).isEqualTo("abort");
            assertThat(recorder.isSilent()).isTrue();
        }
    }

    @Test
    void aHandshakeMayAlsoBeRefused() throws Exception {
        try (TestServer server = TestServer.of(exchange -> {
                    exchange.respond(new ResponseHead(403), Answers.utf8(""), Completion.IGNORED);
                    return true;
                });
                RawHttp client = server.connect()) {
            assertThat(client.request(RawWebSocket.handshake("/")).read().status())
                    .isEqualTo(403);
            assertThat(client.request("GET / HTTP/1.1", "Host: h").read().status())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource({"nobody,", "null,permessage-deflate; bogus=1"})
    void whatCannotBeNegotiatedIsAnsweredAndAborts(String subProtocol, String extensions)
            throws Exception {
        WebSocketSettings settings =
                new WebSocketSettings(subProtocol.equals("null") ? null : subProtocol, 1000, true);
        try (TestServer server = upgrading(settings);
                RawHttp client = server.connect()) {
            client.request(RawWebSocket.handshake("/", "Sec-WebSocket-Extensions: " + extensions));
            assertThat(client.read().status()).isEqualTo(extensions == null ? 500 : 400);
            assertThat(recorder.next()).isEqualTo("abort");
        }
    }

    @Test
    void theJdksClientIsAtHome() throws Exception {
        try (TestServer server = upgrading(BARE)) {
            CompletableFuture<String> echoed = new CompletableFuture<>();
            WebSocket client = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + server.port() + "/"),
                            new WebSocket.Listener() {
                                @Override
                                public CompletionStage<?> onText(
                                        WebSocket webSocket, CharSequence data, boolean last) {
                                    echoed.complete(data.toString());
                                    return null;
                                }
                            })
                    .get(30, TimeUnit.SECONDS);
            client.sendText("from the JDK", true).get(30, TimeUnit.SECONDS);
            assertThat(recorder.next()).isEqualTo("text from the JDK");
            recorder.channel().sendText(Answers.utf8("to the JDK"), false, Completion.IGNORED);
            assertThat(echoed.get(30, TimeUnit.SECONDS)).isEqualTo("to the JDK");
            client.sendClose(1000, "done").get(30, TimeUnit.SECONDS);
            assertThat(recorder.next()).isEqualTo("close 1000 done");
        }
    }

    private TestServer upgrading(WebSocketSettings settings) throws Exception {
        return TestServer.of(exchange -> {
            exchange.upgrade(settings, recorder);
            return true;
        });
    }

    private static TestServer asking() throws Exception {
        return TestServer.of(exchange -> {
            Answers.ok(exchange, "" + exchange.isWebSocketUpgrade());
            return true;
        });
    }

    private static byte[] deflated(byte[] message) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(message);
        byte[] out = new byte[message.length / 100 + 1000];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }
}
