package dev.postern.benchmark.server;

import org.eclipse.jetty.websocket.core.util.WebSocketUtils;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the system's socket calls cost, and next to nothing else: a SockJS echo and broadcast by
 * WebSocket on one thread, which knows just what the load generator sends (whole and short text frames
 * that need no unescaping) and ends at anything else. A server in Java that reads and writes each message
 * costs this much before it does anything of its own.
 */
public final class SocketFloor {

    private static final Pattern KEY = Pattern.compile("(?i)\r\nsec-websocket-key: *(\\S+)");
    private static final byte TEXT = (byte) 0x81;
    private static final byte[] OPEN = {TEXT, 1, 'o'};
    private static final int LENGTH = 0x7F;
    private static final int LONGEST = 124;
    private static final int MASK = 4;
    private static final int BUFFER = 1 << 16;

    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER);
    private final Set<SocketChannel> receivers = new LinkedHashSet<>();

    private SocketFloor() {}

    /** Serves until it is ended. */
    public static void main(String[] args) throws IOException {
        SocketFloor floor = new SocketFloor();
        new PlainSockets().serve(floor::client);
    }

    private PlainSockets.Reader client(SocketChannel channel) {
        return new PlainSockets.Reader() {
            private boolean open;
            private boolean publishes;

            @Override
            public void read(ByteBuffer bytes) throws IOException {
                if (!open) {
                    open = true;
                    publishes = shakeHands(channel, bytes);
                    return;
                }
                answers(bytes);
                if (publishes) {
                    for (SocketChannel receiver : receivers) {
                        PlainSockets.write(receiver, output.duplicate());
                    }
                } else {
                    PlainSockets.write(channel, output);
                }
            }

            @Override
            public void closed() {
                receivers.remove(channel);
            }
        };
    }

    private void answers(ByteBuffer frames) throws IOException {
        output.clear();
        while (frames.hasRemaining()) {
            byte type = frames.get();
            int length = frames.get() & LENGTH;
            if (type != TEXT || length > LONGEST || frames.remaining() < MASK + length) {
                throw new IOException("not a whole, short text frame");
            }
            answer(frames, length);
        }
        output.flip();
    }

    /** From {@code ["…"]} to {@code a["…"]}. */
    private void answer(ByteBuffer frame, int length) {
        int mask = frame.getInt();
        output.put(TEXT).put((byte) (length + 1)).put((byte) 'a');
        for (int i = 0; i < length; i++) {
            output.put((byte) (frame.get() ^ (mask >> (Byte.SIZE * (MASK - 1 - i % MASK)))));
        }
    }

    /** Answers whether what this client says is for all. */
    private boolean shakeHands(SocketChannel channel, ByteBuffer bytes) throws IOException {
        String head = StandardCharsets.ISO_8859_1.decode(bytes).toString();
        Matcher key = KEY.matcher(head);
        if (!key.find()) {
            throw new IOException("not a whole WebSocket handshake");
        }
        String answer = String.join(
                "\r\n",
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: " + WebSocketUtils.hashKey(key.group(1)),
                "\r\n");
        PlainSockets.write(channel, StandardCharsets.US_ASCII.encode(answer));
        PlainSockets.write(channel, ByteBuffer.wrap(OPEN));
        receivers.add(channel);
        return head.startsWith("GET /broadcast/");
    }
}
