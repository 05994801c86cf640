package dev.postern.stomp;

import org.jspecify.annotations.Nullable;

/**
 * How a version writes what may not stand in a header as it is: 1.0 has no escapes, 1.1 has {@code
 * \n}, {@code \c} and {@code \\}, 1.2 {@code \r} too ("Value Encoding").
 */
final class HeaderEscapes {

    private HeaderEscapes() {}

    /** What {@code raw} stands for; null where it holds an escape that the version does not know. */
    static @Nullable String unescape(String raw, StompVersion version) {
        int backslash = raw.indexOf('\\');
        if (backslash < 0 || version == StompVersion.V1_0) {
            return raw;
        }
        StringBuilder plain = new StringBuilder(raw.length());
        int from = 0;
        while (backslash >= 0) {
            char meant = backslash + 1 < raw.length() ? meant(raw.charAt(backslash + 1)) : 0;
            if (meant == 0 || (meant == '\r' && version == StompVersion.V1_1)) {
                return null;
            }
            plain.append(raw, from, backslash).append(meant);
            from = backslash + 2;
            backslash = raw.indexOf('\\', from);
        }
        return plain.append(raw, from, raw.length()).toString();
    }

    private static char meant(char escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'c' -> ':';
            case '\\' -> '\\';
            default -> 0;
        };
    }

    /**
     * Writes a name as {@link #escapeValue} does; where there are no escapes a colon, which would end
     * it, becomes an underscore. Not a space: some readers trim names, and would find another one.
     */
    static void escapeName(String plain, boolean escaped, StompVersion version, StringBuilder to) {
        String colon = hasEscapes(escaped, version) ? "\\c" : "_";
        escape(plain, escaped, version, colon, to);
    }

    /**
     * Writes a value. What can't be written becomes a space: NUL always, a line's end where there are
     * no escapes.
     */
    static void escapeValue(String plain, boolean escaped, StompVersion version, StringBuilder to) {
        String colon = hasEscapes(escaped, version) ? "\\c" : ":";
        escape(plain, escaped, version, colon, to);
    }

    private static boolean hasEscapes(boolean escaped, StompVersion version) {
        return escaped && version != StompVersion.V1_0;
    }

    private static void escape(
            String plain, boolean escaped, StompVersion version, String colon, StringBuilder to) {
        boolean escapes = hasEscapes(escaped, version);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '\n' -> to.append(escapes ? "\\n" : " ");
                case '\r' -> to.append(escapes && version != StompVersion.V1_1 ? "\\r" : " ");
                case ':' -> to.append(colon);
                case '\\' -> to.append(escapes ? "\\\\" : "\\");
                case 0 -> to.append(' ');
                default -> to.append(c);
            }
        }
    }
}
