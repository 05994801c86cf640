package dev.postern.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.TextMessage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The parts of a message that a handler sends piece by piece: a SockJS frame holds whole ones only. */
final class PartialMessage {

    private @Nullable StringBuilder text;
    private @Nullable ByteArrayOutputStream bytes;

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
        if (joined.length() + (long) part.getPayload().length() > limit) {
            text = null;
            throw tooBig(limit);
        }
        joined.append(part.getPayload());
        if (!part.isLast()) {
            return null;
        }
        text = null;
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
        if (joined.size() + (long) payload.length > limit) {
            bytes = null;
            throw tooBig(limit);
        }
        joined.writeBytes(payload);
        if (!part.isLast()) {
            return null;
        }
        bytes = null;
        return ByteBuffer.wrap(joined.toByteArray());
    }

    private static IllegalStateException tooBig(int limit) {
        return new IllegalStateException("the parts of a message are more than " + limit
                + " bytes together; raise the endpoint's Limits.withMaxMessage");
    }
}
