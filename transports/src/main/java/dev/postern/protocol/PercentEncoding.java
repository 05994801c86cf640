package dev.postern.protocol;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986 §2.1), as far as URLs and forms need it here. */
final class PercentEncoding {

    private PercentEncoding() {}

    /** The value of a hexadecimal digit, or -1; ASCII digits only. */
    static int hexDigit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** The byte that the escape at {@code at} stands for, or -1 where it is broken. */
    static int escapedByte(CharSequence text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = hexDigit(text.charAt(at + 1));
        int low = hexDigit(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    /** A text with its escapes decoded to Latin-1; null where an escape is broken or it is not ASCII. */
    static @Nullable String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] out = new byte[text.length()];
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            int b = text.charAt(i);
            if (b == '%') {
                b = escapedByte(text, i);
                i += 2;
            } else if (b > 0x7F) {
                b = -1;
            }
            if (b < 0) {
                return null;
            }
            out[size++] = (byte) b;
        }
        return new String(out, 0, size, StandardCharsets.ISO_8859_1);
    }
}
