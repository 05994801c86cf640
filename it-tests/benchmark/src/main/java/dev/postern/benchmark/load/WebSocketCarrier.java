package dev.postern.benchmark.load;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A WebSocket, with SockJS frames in it or bare messages (RFC 6455). */
final class WebSocketCarrier implements Carrier, Connection.Reader {

    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int CONTROL_ROOM = 131;

    private final Loop loop;
    private final int port;
    private final String path;
    private final Payload payload;
    private final Listener listener;
    private final @Nullable SockJsFrames frames;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream(0);
    private @Nullable Connection connection;
    private boolean upgraded;
    private boolean closed;

    private WebSocketCarrier(
            Loop loop,
            int port,
            String path,
            Payload payload,
            Listener listener,
            @Nullable SockJsFrames frames) {
        this.loop = loop;
        this.port = port;
        this.path = path;
        this.payload = payload;
        this.listener = listener;
        this.frames = frames;
    }

    static WebSocketCarrier sockJs(
            Loop loop, int port, String path, Payload payload, Listener listener) {
        return new WebSocketCarrier(
                loop, port, path, payload, listener, new SockJsFrames(payload.length(), listener));
    }

    static WebSocketCarrier raw(
            Loop loop, int port, String path, Payload payload, Listener listener) {
        return new WebSocketCarrier(loop, port, path, payload, listener, null);
    }

    @Override
    public void open() {
        connection = Connection.connect(loop, port, this);
    }

    @Override
    public void connected() {
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
        write(bytes, bytes.length);
    }

    @Override
    public int read(byte[] bytes, int from, int to) {
        int at = from;
        if (!upgraded) {
            int end = Bytes.indexOf(bytes, from, to, HEAD_END);
            if (end < 0) {
                return from;
            }
            if (!Bytes.startsWith(bytes, from, to, "HTTP/1.1 101")) {
                listener.failed("not upgraded: " + SockJsFrames.shown(bytes, from, to));
                return to;
            }
            upgraded = true;
            at = end + HEAD_END.length;
            if (frames == null) {
                listener.opened();
            }
        }
        for (int next = frame(bytes, at, to); next > at && !closed; next = frame(bytes, at, to)) {
            at = next;
        }
        return closed ? to : at;
    }

    /** Where the frame at {@code at} ends, or {@code at} if it is not all there. */
    private int frame(byte[] bytes, int at, int to) {
        if (to - at < 2) {
            return at;
        }
        int length = bytes[at + 1] & 0x7f;
        int extra = length < 126 ? 0 : length == 126 ? 2 : 8;
        int start = at + 2 + extra;
        if (start > to) {
            return at;
        }
        if (extra > 0) {
            length = 0;
            for (int i = at + 2; i < start; i++) {
                length = (length << 8) | (bytes[i] & 0xff);
            }
        }
        int end = start + length;
        if (end > to) {
            return at;
        }
        switch (bytes[at] & 0xff) {
            case 0x80 | TEXT -> text(bytes, start, end);
            case 0x80 | BINARY -> binary(bytes, start, end);
            case TEXT, CONTINUATION -> parts.write(bytes, start, length);
            case 0x80 | CONTINUATION -> {
                parts.write(bytes, start, length);
                byte[] whole = parts.toByteArray();
                parts.reset();
                text(whole, 0, whole.length);
            }
            case 0x80 | PING -> pong(bytes, start, end);
            case 0x80 | PONG -> {
                // Nobody asked for it.
            }
            default ->
                listener.failed(
                        "unexpected WebSocket frame " + Integer.toHexString(bytes[at] & 0xff) + ' '
                                + SockJsFrames.shown(bytes, start, end));
        }
        return end;
    }

    /** How Vert.x writes what it has read, to a raw WebSocket; it has no place in SockJS. */
    private void binary(byte[] bytes, int start, int end) {
        if (frames == null) {
            text(bytes, start, end);
        } else {
            listener.failed("a binary message: " + SockJsFrames.shown(bytes, start, end));
        }
    }

    private void text(byte[] bytes, int start, int end) {
        if (frames != null) {
            frames.frame(bytes, start, end);
        } else if (end - start == payload.length()) {
            listener.message(bytes, start);
        } else {
            listener.failed(
                    "a message of another length: " + SockJsFrames.shown(bytes, start, end));
        }
    }

    private void pong(byte[] bytes, int start, int end) {
        byte[] out = new byte[CONTROL_ROOM];
        int at = Mask.head(out, 0, PONG, end - start);
        System.arraycopy(bytes, start, out, at, end - start);
        Mask.apply(out, at, at + end - start);
        write(out, at + end - start);
    }

    @Override
    public void batchEnd() {
        if (!closed) {
            listener.batchEnd();
        }
    }

    @Override
    public void send(int sender, int first, int count) {
        int quotes = frames == null ? 0 : 2;
        int length = payload.length() + 2 * quotes;
        byte[] out = loop.output(count * (length + Mask.MAX_HEAD));
        int at = 0;
        for (int i = 0; i < count; i++) {
            at = Mask.head(out, at, TEXT, length);
            if (quotes > 0) {
                out[at] = '[';
                out[at + 1] = '"';
                out[at + length - 2] = '"';
                out[at + length - 1] = ']';
            }
            payload.write(out, at + quotes, sender, first + i);
            Mask.apply(out, at, at + length);
            at += length;
        }
        write(out, at);
    }

    private void write(byte[] bytes, int length) {
        Connection open = connection;
        if (open != null) {
            open.write(bytes, length);
        }
    }

    @Override
    public void stall() {
        Connection open = connection;
        if (open != null) {
            open.stall();
        }
    }

    @Override
    public void closed(String why) {
        listener.failed(why);
    }

    @Override
    public void close() {
        closed = true;
        Connection open = connection;
        if (open != null) {
            open.close();
        }
    }
}
