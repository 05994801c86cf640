package dev.postern.benchmark.load;

import java.util.Arrays;

/** Looking for ASCII in bytes. */
final class Bytes {

    private Bytes() {}

    /** Where {@code wanted} begins in {@code [from, to)}, or −1. */
    static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
        for (int at = from; at + wanted.length <= to; at++) {
            if (bytes[at] == wanted[0]
                    && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    static boolean startsWith(byte[] bytes, int from, int to, String ascii) {
        if (to - from < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #startsWith}, letters of either case; {@code lower} is in lower case. */
    static boolean startsWithIgnoringCase(byte[] bytes, int from, int to, String lower) {
        if (to - from < lower.length()) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            int b = bytes[from + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
