package dev.postern.stomp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes frames. Pure. */
public final class StompEncoder {

    /** A heart-beat: an end of line between frames. */
    public static final String HEART_BEAT = "\n";

    private static final String CONTENT_LENGTH = "content-length";

    private StompEncoder() {}

    /** The frame as a text, NUL included; a body that is not UTF-8 is spoiled, see {@link #bytes}. */
    public static String text(StompFrame frame, StompVersion version) {
        StringBuilder text = new StringBuilder(128 + frame.body().remaining());
        writeHead(frame, version, text);
        if (frame.body().hasRemaining()) {
            text.append(StandardCharsets.UTF_8.decode(frame.body().duplicate()));
        }
        return text.append('\0').toString();
    }

    /** The frame as bytes, NUL included; ready to be read. */
    public static ByteBuffer bytes(StompFrame frame, StompVersion version) {
        StringBuilder head = new StringBuilder(128);
        writeHead(frame, version, head);
        byte[] headBytes = head.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(headBytes.length + frame.body().remaining() + 1);
        return bytes.put(headBytes).put(frame.body().duplicate()).put((byte) 0).flip();
    }

    private static void writeHead(StompFrame frame, StompVersion version, StringBuilder to) {
        boolean escaped = frame.command().isEscaped();
        to.append(frame.command().name()).append('\n');
        frame.headers().forEach((name, value) -> {
            HeaderEscapes.escape(name, escaped, version, to);
            to.append(':');
            HeaderEscapes.escape(value, escaped, version, to);
            to.append('\n');
        });
        // Not where it is not needed: to some brokers it turns a text message into one of bytes.
        if (frame.header(CONTENT_LENGTH) == null && containsNul(frame.body())) {
            to.append(CONTENT_LENGTH)
                    .append(':')
                    .append(frame.body().remaining())
                    .append('\n');
        }
        to.append('\n');
    }

    private static boolean containsNul(ByteBuffer body) {
        for (int i = body.position(); i < body.limit(); i++) {
            if (body.get(i) == 0) {
                return true;
            }
        }
        return false;
    }
}
