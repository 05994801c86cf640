package dev.postern.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.RawHttp;
import dev.postern.it.support.RawHttp.Response;
import dev.postern.it.support.RawWebSocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Handshakes and frames that are none. */
record BadWebSockets(Service echo, Service app) {

    private static final int LIMIT = 1 << 20;
    private static final byte[] NOT_UTF8 = {'[', '"', (byte) 0xff, '"', ']'};

    /** What a test does to an open WebSocket. */
    @FunctionalInterface
    private interface Misdeed {
        void on(RawWebSocket socket) throws IOException;
    }

    Map<String, BadInputCase> cases() {
        return Map.ofEntries(
                Map.entry("broken-json-websocket", () -> framed(socket -> socket.sendText("[\"x"))),
                Map.entry(
                        "too-big-websocket",
                        () -> framed(
                                socket -> socket.sendText("[\"" + "x".repeat(LIMIT + 1) + "\"]"))),
                Map.entry(
                        "too-big-raw-websocket",
                        () -> raw(socket -> socket.sendText("x".repeat(LIMIT + 1)))),
                Map.entry(
                        "invalid-utf8-websocket",
                        () -> framed(socket ->
                                socket.send(RawWebSocket.FIN | RawWebSocket.TEXT, NOT_UTF8))),
                Map.entry(
                        "binary-websocket",
                        () -> framed(socket -> socket.send(
                                RawWebSocket.FIN | RawWebSocket.BINARY, new byte[] {1, 2, 3}))),
                Map.entry("tiny-fragments", () -> raw(BadWebSockets::flood)),
                Map.entry(
                        "unmasked-frame",
                        () -> rawCode(socket -> socket.connection().send(new byte[] {
                            (byte) (RawWebSocket.FIN | RawWebSocket.TEXT), 1, 'x'
                        }))),
                Map.entry(
                        "reserved-opcode",
                        () -> rawCode(socket -> socket.send(RawWebSocket.FIN | 3, new byte[0]))),
                Map.entry("upgrade-without-key", this::withoutKey),
                Map.entry("upgrade-wrong-version", this::wrongVersion),
                Map.entry("upgrade-http10", this::http10));
    }

    private List<String> framed(Misdeed misdeed) throws IOException {
        try (RawWebSocket socket = echo.session().webSocket()) {
            assertThat(socket.readText()).isEqualTo("o");
            misdeed.on(socket);
            return untilClosed(socket);
        }
    }

    private List<String> raw(Misdeed misdeed) throws IOException {
        try (RawWebSocket socket = echo.webSocket()) {
            misdeed.on(socket);
            return untilClosed(socket);
        }
    }

    /** As {@link #raw}, of a breach that Jetty notices and gives reasons of its own for. */
    private List<String> rawCode(Misdeed misdeed) throws IOException {
        return raw(misdeed).stream()
                .map(answer -> answer.replaceFirst("^(close \\d+).*", "$1"))
                .toList();
    }

    private static List<String> untilClosed(RawWebSocket socket) throws IOException {
        List<String> answers = new ArrayList<>();
        RawWebSocket.Frame frame;
        do {
            frame = socket.read();
            answers.add(RawWebSocket.describe(frame));
        } while (frame != null && frame.opcode() != RawWebSocket.CLOSE);
        return answers;
    }

    /** One message in ten thousand pieces of a byte. */
    private static void flood(RawWebSocket socket) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(RawWebSocket.frame(RawWebSocket.TEXT, new byte[] {'x'}));
        for (int i = 0; i < 10_000; i++) {
            frames.writeBytes(RawWebSocket.frame(RawWebSocket.CONTINUATION, new byte[] {'x'}));
        }
        try {
            socket.connection().send(frames.toByteArray());
        } catch (SocketException e) {
            // It may be cut before all has been said.
        }
    }

    private List<String> withoutKey() throws IOException {
        List<String> answers = new ArrayList<>();
        for (Service service : List.of(echo.session(), echo)) {
            Response response = service.get(
                    "/websocket",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13");
            answers.add(String.valueOf(response.status()));
        }
        return answers.stream().distinct().toList();
    }

    private List<String> wrongVersion() throws IOException {
        Response response = echo.session()
                .get(
                        "/websocket",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 8",
                        "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==");
        return List.of(
                String.valueOf(response.status()),
                "Sec-WebSocket-Version: " + response.header("Sec-WebSocket-Version"));
    }

    private List<String> http10() throws IOException {
        try (RawHttp http = RawHttp.connect(app.port())) {
            http.requestHttp10(
                    "GET", app.base() + "/websocket", null, RawWebSocket.handshakeFields());
            return List.of(String.valueOf(http.read().status()));
        }
    }
}
