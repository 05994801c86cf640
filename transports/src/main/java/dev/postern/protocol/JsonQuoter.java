package dev.postern.protocol;

/**
 * Writes a text as a JSON string literal in UTF-8, escaping what RFC 8259 §7 asks for and what
 * browsers mangle (SockJS protocol, "JSON Unicode Encoding", {@code escapable_by_server}).
 */
final class JsonQuoter {

    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private JsonQuoter() {}

    /** The literal with its quotes, in an array of exactly its size. */
    static byte[] quote(String text) {
        int size = quotedSize(text);
        byte[] out = new byte[size];
        out[0] = '"';
        out[size - 1] = '"';
        if (size == text.length() + 2) {
            copyAscii(text, out);
        } else {
            write(text, out);
        }
        return out;
    }

    private static int quotedSize(String text) {
        long size = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                size += isPlainAscii(c) ? 1 : shortForm(c) != 0 ? 2 : 6;
            } else if (c < 0x800) {
                size += 2;
            } else if (isPair(text, i)) {
                size += 4;
                i++;
            } else {
                size += isEscaped(c) ? 6 : 3;
            }
        }
        return Math.toIntExact(size);
    }

    // The one way to copy an ASCII text into an array that already exists; its defect, that it
    // drops
    // each char's high byte, does not matter here.
    @SuppressWarnings("deprecation")
    private static void copyAscii(String text, byte[] out) {
        text.getBytes(0, text.length(), out, 1);
    }

    private static void write(String text, byte[] out) {
        int at = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (isPlainAscii(c)) {
                    out[at++] = (byte) c;
                } else if (shortForm(c) != 0) {
                    out[at++] = '\\';
                    out[at++] = shortForm(c);
                } else {
                    at = writeEscape(c, out, at);
                }
            } else if (c < 0x800) {
                out[at++] = (byte) (0xC0 | (c >> 6));
                out[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (isPair(text, i)) {
                int codePoint = text.codePointAt(i++);
                out[at++] = (byte) (0xF0 | (codePoint >> 18));
                out[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
                out[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
                out[at++] = (byte) (0x80 | (codePoint & 0x3F));
            } else if (isEscaped(c)) {
                at = writeEscape(c, out, at);
            } else {
                out[at++] = (byte) (0xE0 | (c >> 12));
                out[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                out[at++] = (byte) (0x80 | (c & 0x3F));
            }
        }
    }

    private static int writeEscape(char c, byte[] out, int at) {
        out[at] = '\\';
        out[at + 1] = 'u';
        out[at + 2] = HEX[c >> 12];
        out[at + 3] = HEX[(c >> 8) & 0xF];
        out[at + 4] = HEX[(c >> 4) & 0xF];
        out[at + 5] = HEX[c & 0xF];
        return at + 6;
    }

    private static boolean isPlainAscii(char c) {
        return c >= ' ' && c != '"' && c != '\\';
    }

    /** What follows the backslash in the two-character escape of {@code c}, or 0 where it has none. */
    private static byte shortForm(char c) {
        return switch (c) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '\b' -> 'b';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\f' -> 'f';
            case '\r' -> 'r';
            default -> 0;
        };
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    /** For a char from U+0800 on that is no part of a surrogate pair. */
    private static boolean isEscaped(char c) {
        return (c >= '\u200c' && c <= '\u200f')
                || (c >= '\u2028' && c <= '\u202f')
                || (c >= '\u2060' && c <= '\u206f')
                || c >= '\ufff0'
                || Character.isSurrogate(c);
    }
}
