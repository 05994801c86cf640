package dev.postern.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The parts of a message that a handler sends piece by piece: a SockJS frame holds whole ones only.
 * Of a message that grows too big all further parts are refused too, its last among them; what
 * follows that is another message.
 */
final class PartialMessage {

    private @Nullable StringBuilder text;
    private @Nullable ByteArrayOutputStream bytes;

    /** Bytes of the parts so far, as UTF-8. */
    private long size;

    /** The whole text once its last part is there, else null. */
    synchronized @Nullable String add(TextMessage part, int limit) {
        if (bytes != null) {
            throw new IllegalStateException("a text amid the parts of a binary message");
        }
        if (text == null && part.isLast()) {
            return part.getPayload();
        }
        StringBuilder joined = text == null ? new StringBuilder() : text;
        text = joined;
        grow(utf8Size(part.getPayload()), part.isLast(), limit);
        joined.append(part.getPayload());
        if (!part.isLast()) {
            return null;
        }
        end();
        return joined.toString();
    }

    /** As for texts; a copy, for the caller may use its buffer again. */
    synchronized @Nullable ByteBuffer add(BinaryMessage part, int limit) {
        if (text != null) {
            throw new IllegalStateException("bytes amid the parts of a text message");
        }
        byte[] payload = new byte[part.getPayload().remaining()];
        part.getPayload().duplicate().get(payload);
        if (bytes == null && part.isLast()) {
            return ByteBuffer.wrap(payload);
        }
        ByteArrayOutputStream joined = bytes == null ? new ByteArrayOutputStream() : bytes;
        bytes = joined;
        grow(payload.length, part.isLast(), limit);
        joined.writeBytes(payload);
        if (!part.isLast()) {
            return null;
        }
        end();
        return ByteBuffer.wrap(joined.toByteArray());
    }

    private void grow(int more, boolean last, int limit) {
        size += more;
        if (size <= limit) {
            return;
        }
        if (last) {
            end();
        } else if (text != null) {
            text = new StringBuilder(0);
        } else {
            bytes = new ByteArrayOutputStream(0);
        }
        throw new IllegalStateException("the parts of a message are more than " + limit
                + " bytes together; raise the endpoint's Limits.withMaxMessage");
    }

    private void end() {
        text = null;
        bytes = null;
        size = 0;
    }

    /** Halves of a surrogate pair may be in two parts; they are two bytes each. */
    private static int utf8Size(String text) {
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                size++;
            } else {
                size += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            }
        }
        return size;
    }
}
