package dev.postern.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket client (RFC 6455), or after {@link #playServer} a server, that sends the frames it is told
 * to, right or wrong, and answers nothing of itself. Confined to its thread.
 */
public final class RawWebSocket implements AutoCloseable {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /** The key of RFC 6455 §1.3 … */
    public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** … and the answer to it. */
    public static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    /** A frame that came. */
    public static final class Frame {

        private final int first;
        private final byte[] payload;

        Frame(int first, byte[] payload) {
            this.first = first;
            this.payload = payload;
        }

        /** Its first byte: FIN, the reserved bits and the opcode. */
        public int first() {
            return first;
        }

        public byte[] payload() {
            return payload.clone();
        }

        public int opcode() {
            return first & 0x0F;
        }

        public boolean fin() {
            return (first & 0x80) != 0;
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
    private final RawHttp.Reply handshake;
    private boolean server;

    private RawWebSocket(RawHttp http, RawHttp.Reply handshake) {
        this.http = http;
        this.handshake = handshake;
    }

    public static RawWebSocket open(int port, String path, String... moreFields)
            throws IOException {
        return open(RawHttp.connect(port), path, moreFields);
    }

    /** Makes {@code http} a WebSocket, or fails. */
    public static RawWebSocket open(RawHttp http, String path, String... moreFields)
            throws IOException {
        http.request(handshake(path, moreFields));
        RawHttp.Reply reply = http.readHead();
        if (reply.status() != 101) {
            throw new IOException("not upgraded: " + reply.head());
        }
        return new RawWebSocket(http, reply);
    }

    /** The lines of an opening handshake. */
    public static String[] handshake(String path, String... moreFields) {
        List<String> lines = new ArrayList<>(List.of(
                "GET " + path + " HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: " + KEY));
        lines.addAll(List.of(moreFields));
        return lines.toArray(String[]::new);
    }

    /** From now on sends frames without a mask, and wants them with one. */
    public RawWebSocket playServer() {
        server = true;
        return this;
    }

    /** The server's answer to the opening handshake. */
    public RawHttp.Reply handshake() {
        return handshake;
    }

    public RawWebSocket sendText(String text) throws IOException {
        return send(0x80 | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public RawWebSocket sendBinary(byte[] data) throws IOException {
        return send(0x80 | BINARY, data);
    }

    public RawWebSocket sendClose(int code, String reason) throws IOException {
        byte[] utf8 = reason.getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload =
                ByteBuffer.allocate(2 + utf8.length).putShort((short) code).put(utf8);
        return send(0x80 | CLOSE, payload.array());
    }

    public RawWebSocket send(int first, byte[] payload) throws IOException {
        return sendRaw(server ? unmasked(first, payload) : frame(first, payload));
    }

    public RawWebSocket sendRaw(byte[] bytes) throws IOException {
        http.send(bytes);
        return this;
    }

    /** A masked frame's bytes. */
    public static byte[] frame(int first, byte[] payload) {
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        ByteArrayOutputStream out = header(first, 0x80, payload.length);
        out.writeBytes(mask);
        out.writeBytes(masked(payload, mask));
        return out.toByteArray();
    }

    private static byte[] masked(byte[] payload, byte[] mask) {
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= mask[i % mask.length];
        }
        return masked;
    }

    /** A frame's bytes without the mask that a client's must have. */
    public static byte[] unmasked(int first, byte[] payload) {
        ByteArrayOutputStream out = header(first, 0, payload.length);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    private static ByteArrayOutputStream header(int first, int maskBit, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        if (length < 126) {
            out.write(maskBit | length);
        } else if (length < 65536) {
            out.write(maskBit | 126);
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
        } else {
            out.write(maskBit | 127);
            out.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
        }
        return out;
    }

    /** The next frame, or null at the connection's end. */
    public Frame read() throws IOException {
        try {
            byte[] start = http.readBytes(2);
            int length = start[1] & 0x7F;
            if (length == 126) {
                length = ByteBuffer.wrap(http.readBytes(2)).getShort() & 0xFFFF;
            } else if (length == 127) {
                length = Math.toIntExact(ByteBuffer.wrap(http.readBytes(8)).getLong());
            }
            boolean isMasked = (start[1] & 0x80) != 0;
            if (isMasked != server) {
                throw new IOException(isMasked ? "a frame with a mask" : "a frame without a mask");
            }
            byte[] mask = isMasked ? http.readBytes(4) : new byte[1];
            return new Frame(start[0] & 0xFF, masked(http.readBytes(length), mask));
        } catch (EOFException | SocketException e) {
            return null;
        }
    }

    public RawHttp connection() {
        return http;
    }

    @Override
    public void close() {
        http.close();
    }
}
