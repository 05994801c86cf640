package dev.postern.jetty;

import dev.postern.protocol.Utf8Validator;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts a message together from the frames in which it comes (RFC 6455 §5.4), within its bounds. Holds
 * nothing between messages.
 *
 * <p>Confined to the connection's reading.
 */
final class MessageAssembly {

    /** Why a message is refused. */
    enum Flaw {
        INVALID_UTF8(1007, "Invalid UTF-8"),
        TOO_BIG(1009, "Message too big"),
        TOO_MANY_FRAGMENTS(1008, "Too many fragments");

        private final int code;
        private final String reason;

        Flaw(int code, String reason) {
            this.code = code;
            this.reason = reason;
        }

        /** RFC 6455 §7.4.1. */
        int code() {
            return code;
        }

        String reason() {
            return reason;
        }
    }

    /** So many fragments may be of any size, even empty. */
    private static final int FREE_FRAGMENTS = 1024;

    /** Those beyond have to hold so many bytes on average. */
    private static final int LEAST_AVERAGE = 16;

    private static final byte[] NONE = {};

    private final int maxMessage;
    private final Utf8Validator utf8 = new Utf8Validator();

    private boolean text;
    private int fragments;
    private byte[] bytes = NONE;
    private int length;

    MessageAssembly(int maxMessage) {
        this.maxMessage = maxMessage;
    }

    /** Begins a message. */
    void begin(boolean isText) {
        text = isText;
        fragments = 0;
        length = 0;
        bytes = NONE;
        utf8.reset();
    }

    /**
     * Takes the message's next bytes out of {@code payload}.
     *
     * @param last whether they complete it
     * @return null, or why the connection has to be closed
     */
    @Nullable
    Flaw add(ByteBuffer payload, boolean last) {
        return add(payload, 0, last);
    }

    /**
     * Takes the message's next bytes out of {@code payload}, being told how many are to follow.
     *
     * @param announced how many more are sure to come: too many are refused before they do
     */
    @Nullable
    Flaw add(ByteBuffer payload, long announced, boolean last) {
        int more = payload.remaining();
        if (more + announced > maxMessage - length) {
            return Flaw.TOO_BIG;
        }
        fragments++;
        if (fragments > FREE_FRAGMENTS
                && (fragments - FREE_FRAGMENTS) * LEAST_AVERAGE > length + more) {
            return Flaw.TOO_MANY_FRAGMENTS;
        }
        if (text && (utf8.feed(payload) < more || (last && !utf8.isComplete()))) {
            return Flaw.INVALID_UTF8;
        }
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, last ? length + more : roomFor(length + more));
        }
        payload.get(bytes, length, more);
        length += more;
        return null;
    }

    boolean isText() {
        return text;
    }

    String takeText() {
        String message = new String(bytes, 0, length, StandardCharsets.UTF_8);
        bytes = NONE;
        return message;
    }

    ByteBuffer takeBinary() {
        ByteBuffer message = ByteBuffer.wrap(bytes, 0, length).slice();
        bytes = NONE;
        return message;
    }

    private int roomFor(int needed) {
        return (int) Math.min(maxMessage, Math.max(needed, 2L * bytes.length));
    }
}
