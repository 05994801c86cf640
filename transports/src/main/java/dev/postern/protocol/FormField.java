package dev.postern.protocol;

import dev.postern.protocol.MalformedBatchException.Kind;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Takes one field out of an {@code application/x-www-form-urlencoded} body (URL Standard §5.1) as a
 * stream, so that the form may be of any size: {@code jsonp_send}. The first field of that name
 * counts. Where there is none nothing is passed on, as for an empty one.
 *
 * <p>Confined to its caller.
 */
public final class FormField {

    /** Takes the decoded value, {@link MessageDecoder#feed} say. */
    @FunctionalInterface
    public interface Sink {

        /**
         * The next bytes.
         *
         * @param decoded valid during the call only
         */
        void accept(ByteBuffer decoded) throws MalformedBatchException;
    }

    private enum Place {
        NAME,
        VALUE,
        OTHER_FIELD,
        DONE
    }

    private static final int PIECE = 4096;

    /** States of {@link #escape}; any other value is the first digit of one half read. */
    private static final int NO_ESCAPE = -2;

    private static final int AFTER_PERCENT = -1;

    /** Answers of {@link #decode}; any other is a decoded byte. */
    private static final int PENDING = -1;

    private static final int BROKEN = -2;

    private final byte[] name;
    private final ByteBuffer decoded = ByteBuffer.allocate(PIECE);
    private Place place = Place.NAME;

    /** How many bytes of the name matched. */
    private int matched;

    /** Lives across pieces, which may cut an escape in two. */
    private int escape = NO_ESCAPE;

    public FormField(String name) {
        this.name = name.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Decodes the next piece of the body and uses it up.
     *
     * @throws MalformedBatchException BROKEN_JSON for a broken escape within the field; or what
     *     {@code sink} throws
     */
    public void feed(ByteBuffer chunk, Sink sink) throws MalformedBatchException {
        while (chunk.hasRemaining() && place != Place.DONE) {
            int b = chunk.get() & 0xFF;
            switch (place) {
                case NAME -> name(b);
                case VALUE -> value(b, sink);
                case OTHER_FIELD -> {
                    if (b == '&') {
                        beginField();
                    }
                }
                case DONE -> throw new AssertionError();
            }
        }
        chunk.position(chunk.limit());
        pass(sink);
    }

    /**
     * The body is complete.
     *
     * @throws MalformedBatchException BROKEN_JSON where it ends within an escape of the field
     */
    public void end() throws MalformedBatchException {
        if (place == Place.VALUE && escape != NO_ESCAPE) {
            throw new MalformedBatchException(Kind.BROKEN_JSON);
        }
    }

    private void name(int b) {
        if (escape == NO_ESCAPE && (b == '=' || b == '&')) {
            boolean ours = matched == name.length;
            if (b == '=') {
                place = ours ? Place.VALUE : Place.OTHER_FIELD;
            } else if (ours) {
                place = Place.DONE;
            } else {
                beginField();
            }
            return;
        }
        int c = decode(b);
        if (c == PENDING) {
            return;
        }
        if (c == BROKEN || matched == name.length || c != (name[matched] & 0xFF)) {
            otherField(b);
        } else {
            matched++;
        }
    }

    private void value(int b, Sink sink) throws MalformedBatchException {
        if (b == '&' && escape == NO_ESCAPE) {
            place = Place.DONE;
            return;
        }
        int c = decode(b);
        if (c == BROKEN) {
            throw new MalformedBatchException(Kind.BROKEN_JSON);
        }
        if (c != PENDING) {
            if (!decoded.hasRemaining()) {
                pass(sink);
            }
            decoded.put((byte) c);
        }
    }

    /** One byte of the form as it came: the byte that it completes, {@link #PENDING} or {@link #BROKEN}. */
    private int decode(int b) {
        if (escape == NO_ESCAPE) {
            if (b == '%') {
                escape = AFTER_PERCENT;
                return PENDING;
            }
            return b == '+' ? ' ' : b;
        }
        int digit = PercentEncoding.hexDigit(b);
        if (digit < 0) {
            return BROKEN;
        }
        if (escape == AFTER_PERCENT) {
            escape = digit;
            return PENDING;
        }
        int c = (escape << 4) | digit;
        escape = NO_ESCAPE;
        return c;
    }

    private void beginField() {
        place = Place.NAME;
        matched = 0;
        escape = NO_ESCAPE;
    }

    /** A broken escape may end in the very byte that ends the name. */
    private void otherField(int b) {
        place = Place.OTHER_FIELD;
        escape = NO_ESCAPE;
        if (b == '&') {
            beginField();
        }
    }

    private void pass(Sink sink) throws MalformedBatchException {
        if (decoded.position() > 0) {
            decoded.flip();
            try {
                sink.accept(decoded);
            } finally {
                decoded.clear();
            }
        }
    }
}
