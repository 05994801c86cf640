package dev.postern.protocol;

import java.nio.ByteBuffer;

/**
 * Checks piece by piece that bytes are UTF-8 as RFC 3629 §4 has it: no overlong forms, no surrogates,
 * nothing beyond U+10FFFF. Finds an error at the first byte that cannot be right, as RFC 6455 §8.1
 * would have a WebSocket fail at once, however the bytes are cut into pieces.
 *
 * <p>Confined to its caller.
 */
public final class Utf8Validator {

    private static final long NON_ASCII = 0x8080_8080_8080_8080L;

    /** Bytes that the character begun still lacks. */
    private int missing;

    /** The bounds of the next of them; the second byte of some characters has narrower ones. */
    private int lowest;

    private int highest;

    private boolean invalid;

    /**
     * Takes the next piece; its position stays where it is.
     *
     * @return how many of its bytes are right: all that remain, unless it is invalid. Zero for every
     *     piece after an invalid one.
     */
    public int feed(ByteBuffer bytes) {
        if (invalid) {
            return 0;
        }
        int start = bytes.position();
        int end = bytes.limit();
        int at = start;
        while (at < end) {
            if (missing == 0) {
                at = skipAscii(bytes, at, end);
                if (at == end) {
                    break;
                }
            }
            int b = bytes.get(at) & 0xFF;
            if (missing == 0 ? !begin(b) : !goOn(b)) {
                invalid = true;
                break;
            }
            at++;
        }
        return at - start;
    }

    /** Whether all was right so far and no character is half there: what must hold at the end. */
    public boolean isComplete() {
        return !invalid && missing == 0;
    }

    /** Begins anew, with the next message. */
    public void reset() {
        missing = 0;
        invalid = false;
    }

    private static int skipAscii(ByteBuffer bytes, int from, int end) {
        int at = from;
        while (end - at >= Long.BYTES && (bytes.getLong(at) & NON_ASCII) == 0) {
            at += Long.BYTES;
        }
        while (at < end && bytes.get(at) >= 0) {
            at++;
        }
        return at;
    }

    private boolean begin(int b) {
        lowest = 0x80;
        highest = 0xBF;
        if (b < 0xC2 || b > 0xF4) {
            return false;
        }
        if (b < 0xE0) {
            missing = 1;
        } else if (b < 0xF0) {
            missing = 2;
            if (b == 0xE0) {
                lowest = 0xA0;
            } else if (b == 0xED) {
                highest = 0x9F;
            }
        } else {
            missing = 3;
            if (b == 0xF0) {
                lowest = 0x90;
            } else if (b == 0xF4) {
                highest = 0x8F;
            }
        }
        return true;
    }

    private boolean goOn(int b) {
        if (b < lowest || b > highest) {
            return false;
        }
        lowest = 0x80;
        highest = 0xBF;
        missing--;
        return true;
    }
}
