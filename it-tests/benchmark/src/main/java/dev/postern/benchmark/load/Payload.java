package dev.postern.benchmark.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Messages of one length that say who sent them and as which of his: eight hex digits each, then
 * filler. Nothing in them needs escaping in JSON, so that a server's frame is known byte for byte.
 */
final class Payload {

    static final int SHORTEST = 2 * 8;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] template;

    Payload(int length) {
        if (length < SHORTEST) {
            throw new IllegalArgumentException("a message has at least " + SHORTEST + " bytes");
        }
        template = new byte[length];
        for (int i = 0; i < length; i++) {
            template[i] = (byte) ('a' + i % 26);
        }
    }

    int length() {
        return template.length;
    }

    /** Writes message {@code number} of {@code sender} to {@code into} from {@code at} on. */
    void write(byte[] into, int at, int sender, int number) {
        System.arraycopy(template, SHORTEST, into, at + SHORTEST, template.length - SHORTEST);
        hex(into, at, sender);
        hex(into, at + 8, number);
    }

    /** Whether message {@code number} of {@code sender} is at {@code at}, byte for byte. */
    boolean matches(byte[] bytes, int at, int sender, int number) {
        return isHex(bytes, at, sender)
                && isHex(bytes, at + 8, number)
                && Arrays.equals(
                        bytes,
                        at + SHORTEST,
                        at + template.length,
                        template,
                        SHORTEST,
                        template.length);
    }

    private static void hex(byte[] into, int at, int value) {
        for (int i = 0; i < 8; i++) {
            into[at + i] = HEX[(value >>> (28 - 4 * i)) & 15];
        }
    }

    private static boolean isHex(byte[] bytes, int at, int value) {
        for (int i = 0; i < 8; i++) {
            if (bytes[at + i] != HEX[(value >>> (28 - 4 * i)) & 15]) {
                return false;
            }
        }
        return true;
    }
}
