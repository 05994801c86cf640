package dev.postern.it.support;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket client (RFC 6455) that sends the frames it is told to, right or wrong, answers nothing of
 * itself and hides nothing. Confined to its thread.
 */
public final class RawWebSocket implements AutoCloseable {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /** Of a first byte: the last fragment of its message. */
    public static final int FIN = 0x80;

    /** The key of RFC 6455 §1.3. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** A frame that came. */
    public static final class Frame {

        private final int first;
        private final byte[] payload;

        private Frame(int first, byte[] payload) {
            this.first = first;
            this.payload = payload;
        }

        /** FIN, the reserved bits and the opcode. */
        public int first() {
            return first;
        }

        public byte[] payload() {
            return payload.clone();
        }

        public int opcode() {
            return first & 0x0F;
        }

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** A Close frame's code, 1005 where it has none. */
        public int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }

        public String closeReason() {
            return payload.length < 2
                    ? ""
                    : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    private final RawHttp http;
    private final RawHttp.Response handshake;

    private RawWebSocket(RawHttp http, RawHttp.Response handshake) {
        this.http = http;
        this.handshake = handshake;
    }

    public static RawWebSocket open(int port, String path, String... fields) throws IOException {
        RawHttp http = RawHttp.connect(port);
        http.request("GET", path, null, handshakeFields(fields));
        RawHttp.Response response = http.readHead();
        if (response.status() != 101) {
            http.close();
            throw new IOException("not upgraded: " + response);
        }
        return new RawWebSocket(http, response);
    }

    /** The fields of an opening handshake, and {@code more}. */
    public static String[] handshakeFields(String... more) {
        String[] fields = Arrays.copyOf(
                new String[] {
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: " + KEY
                },
                4 + more.length);
        System.arraycopy(more, 0, fields, 4, more.length);
        return fields;
    }

    /** The server's answer to the opening handshake. */
    public RawHttp.Response handshake() {
        return handshake;
    }

    public RawHttp connection() {
        return http;
    }

    public RawWebSocket sendText(String text) throws IOException {
        return send(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public RawWebSocket sendClose(int code, String reason) throws IOException {
        byte[] utf8 = reason.getBytes(StandardCharsets.UTF_8);
        return send(
                FIN | CLOSE,
                ByteBuffer.allocate(2 + utf8.length)
                        .putShort((short) code)
                        .put(utf8)
                        .array());
    }

    /**
     * Sends a frame of any kind.
     *
     * @param first FIN, the reserved bits and the opcode
     */
    public RawWebSocket send(int first, byte[] payload) throws IOException {
        http.send(frame(first, payload));
        return this;
    }

    /** A masked frame's bytes. */
    public static byte[] frame(int first, byte[] payload) {
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(0x80 | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i % 4]);
        }
        return frame.toByteArray();
    }

    /** The next frame, or null at the connection's end. */
    public @Nullable Frame read() throws IOException {
        try {
            byte[] start = http.readBytes(2);
            int length = start[1] & 0x7F;
            if (length == 126) {
                length = ByteBuffer.wrap(http.readBytes(2)).getShort() & 0xFFFF;
            } else if (length == 127) {
                length = Math.toIntExact(ByteBuffer.wrap(http.readBytes(8)).getLong());
            }
            return new Frame(start[0] & 0xFF, http.readBytes(length));
        } catch (EOFException | SocketException e) {
            return null;
        }
    }

    /** The next frame's text; fails where it is anything but a whole text message. */
    public String readText() throws IOException {
        Frame frame = read();
        if (frame == null || frame.first() != (FIN | TEXT)) {
            throw new IOException("no text message but " + describe(frame));
        }
        return frame.text();
    }

    /** A frame in words, as docs/protocol.md writes answers. */
    public static String describe(@Nullable Frame frame) {
        if (frame == null) {
            return "connection cut";
        }
        return switch (frame.opcode()) {
            case TEXT -> frame.text();
            case CLOSE -> ("close " + frame.closeCode() + ' ' + frame.closeReason()).strip();
            default -> "opcode " + frame.opcode();
        };
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
