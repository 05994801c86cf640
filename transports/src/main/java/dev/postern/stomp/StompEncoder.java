package dev.postern.stomp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/** Writes frames. Pure. */
public final class StompEncoder {

    /** A heart-beat: an end of line between frames. */
    public static final String HEART_BEAT = "\n";

    private static final String CONTENT_LENGTH = "content-length";

    private StompEncoder() {}

    /** The frame as a text, NUL included; a body that is not UTF-8 is spoiled, see {@link #bytes}. */
    public static String text(StompFrame frame, StompVersion version) {
        String body = frame.text();
        StringBuilder text = new StringBuilder(128 + body.length());
        writeHead(frame, version, () -> frame.isUtf8() ? size(frame) : utf8Size(body), text);
        return text.append(body).append('\0').toString();
    }

    /** The frame as bytes, NUL included; ready to be read. */
    public static ByteBuffer bytes(StompFrame frame, StompVersion version) {
        StringBuilder head = new StringBuilder(128);
        writeHead(frame, version, () -> size(frame), head);
        byte[] headBytes = head.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(headBytes.length + size(frame) + 1);
        return bytes.put(headBytes).put(frame.body().duplicate()).put((byte) 0).flip();
    }

    private static int size(StompFrame frame) {
        return frame.body().remaining();
    }

    private static int utf8Size(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * @param size of the body that will follow: what the frame's own header says of it is never
     *     believed, or the rest of a body would be read as another frame
     */
    private static void writeHead(
            StompFrame frame, StompVersion version, IntSupplier size, StringBuilder to) {
        boolean escaped = frame.command().isEscaped();
        to.append(frame.command().name()).append('\n');
        frame.headers().forEach((name, value) -> {
            if (name.equals(CONTENT_LENGTH)) {
                writeLength(size, to);
                return;
            }
            HeaderEscapes.escapeName(name, escaped, version, to);
            to.append(':');
            HeaderEscapes.escapeValue(value, escaped, version, to);
            to.append('\n');
        });
        // Not where it is not needed: to some brokers it turns a text message into one of bytes.
        if (frame.header(CONTENT_LENGTH) == null && containsNul(frame.body())) {
            writeLength(size, to);
        }
        to.append('\n');
    }

    private static void writeLength(IntSupplier size, StringBuilder to) {
        to.append(CONTENT_LENGTH).append(':').append(size.getAsInt()).append('\n');
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
