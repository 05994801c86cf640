package dev.postern.stomp;

import dev.postern.protocol.Utf8Validator;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A whole frame.
 *
 * @param command what it asks or tells
 * @param headers its headers, unescaped
 * @param body its body, read-only; readers take a duplicate
 */
public record StompFrame(StompCommand command, StompHeaders headers, ByteBuffer body) {

    private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0).asReadOnlyBuffer();

    public StompFrame {
        body = body.isReadOnly() ? body : body.asReadOnlyBuffer();
    }

    /** A frame without a body. */
    public static StompFrame of(StompCommand command, StompHeaders headers) {
        return new StompFrame(command, headers, NO_BODY);
    }

    /** A frame with a text as its body. */
    public static StompFrame of(StompCommand command, StompHeaders headers, String body) {
        return new StompFrame(
                command, headers, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The value of a header, or null. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** This frame with other headers. */
    public StompFrame withHeaders(StompHeaders other) {
        return new StompFrame(command, other, body);
    }

    /** Whether a text can carry the body as it is. */
    public boolean isUtf8() {
        Utf8Validator utf8 = new Utf8Validator();
        utf8.feed(body);
        return utf8.isComplete();
    }

    /** The body as a text; bytes that are not UTF-8 become U+FFFD. */
    public String text() {
        return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
    }

    /** Neither values nor the body: they may be somebody's secrets. */
    @Override
    public String toString() {
        return command + " " + headers + " and " + body.remaining() + " bytes";
    }
}
