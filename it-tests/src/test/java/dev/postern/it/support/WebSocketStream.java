package dev.postern.it.support;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One end of a WebSocket over blocking streams (RFC 6455 §5): whole messages, PINGs answered. One thread
 * reads; any may write.
 */
final class WebSocketStream {

    private static final int CONTINUATION = 0;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    private final InputStream in;
    private final OutputStream out;
    private final boolean client;
    private final Object writing = new Object();

    /** @param client whether this end masks what it sends (RFC 6455 §5.3) */
    WebSocketStream(InputStream in, OutputStream out, boolean client) {
        this.in = in;
        this.out = out;
        this.client = client;
    }

    void sendTexts(Collection<String> texts) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (String text : texts) {
            append(frames, WebSocketMessage.TEXT, text.getBytes(StandardCharsets.UTF_8));
        }
        write(frames.toByteArray());
    }

    void send(int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        append(frame, opcode, payload);
        write(frame.toByteArray());
    }

    void sendClose(Ending ending) throws IOException {
        if (ending.code() == 1005) {
            send(WebSocketMessage.CLOSE, new byte[0]);
            return;
        }
        byte[] reason = ending.reason().getBytes(StandardCharsets.UTF_8);
        send(
                WebSocketMessage.CLOSE,
                ByteBuffer.allocate(2 + reason.length)
                        .putShort((short) ending.code())
                        .put(reason)
                        .array());
    }

    private void write(byte[] bytes) throws IOException {
        synchronized (writing) {
            out.write(bytes);
            out.flush();
        }
    }

    private void append(ByteArrayOutputStream frames, int opcode, byte[] payload) {
        frames.write(FIN | opcode);
        int mask = client ? MASKED : 0;
        if (payload.length < 126) {
            frames.write(mask | payload.length);
        } else if (payload.length < 1 << 16) {
            frames.write(mask | 126);
            frames.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frames.write(mask | 127);
            frames.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        if (!client) {
            frames.writeBytes(payload);
            return;
        }
        byte[] key = new byte[4];
        ThreadLocalRandom.current().nextBytes(key);
        frames.writeBytes(key);
        frames.writeBytes(masked(payload, key));
    }

    private static byte[] masked(byte[] payload, byte[] key) {
        byte[] masked = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            masked[i] = (byte) (payload[i] ^ key[i & 3]);
        }
        return masked;
    }

    /** The next message or Close frame; null where the connection ends between frames. */
    @Nullable
    WebSocketMessage read() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int kind = CONTINUATION;
        while (true) {
            int first = in.read();
            if (first < 0) {
                return null;
            }
            byte[] payload = readPayload();
            int opcode = first & 0x0F;
            if (opcode == WebSocketMessage.CLOSE) {
                return new WebSocketMessage(opcode, payload);
            }
            if (opcode == PING) {
                send(PONG, payload);
            } else if (opcode != PONG) {
                message.writeBytes(payload);
                kind = opcode == CONTINUATION ? kind : opcode;
                if ((first & FIN) != 0) {
                    return new WebSocketMessage(kind, message.toByteArray());
                }
            }
        }
    }

    private byte[] readPayload() throws IOException {
        int second = readBytes(1)[0];
        int length = second & 0x7F;
        if (length == 126) {
            length = ByteBuffer.wrap(readBytes(2)).getShort() & 0xFFFF;
        } else if (length == 127) {
            length = Math.toIntExact(ByteBuffer.wrap(readBytes(8)).getLong());
        }
        boolean isMasked = (second & MASKED) != 0;
        if (isMasked == client) {
            throw new IOException("a frame's mask is on the wrong side (RFC 6455 §5.1)");
        }
        byte[] key = isMasked ? readBytes(4) : new byte[4];
        byte[] payload = readBytes(length);
        return isMasked ? masked(payload, key) : payload;
    }

    private byte[] readBytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the connection ended inside a frame");
        }
        return bytes;
    }
}
