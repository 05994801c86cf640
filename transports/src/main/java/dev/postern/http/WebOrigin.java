package dev.postern.http;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An origin taken apart (RFC 6454 §6.2), in lower case.
 *
 * @param port the scheme's own where none was given; -1 where it has none
 */
record WebOrigin(String scheme, String host, int port) {

    private static final Pattern AUTHORITY =
            Pattern.compile("([a-z0-9._-]+|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?");

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");

    /** Longest text looked into: a name has 253 chars at most (RFC 1035 §2.3.4). */
    private static final int MAX_LENGTH = 300;

    /** Null for all that is no origin, {@code null} among it. */
    static @Nullable WebOrigin parse(String origin) {
        int end = origin.indexOf("://");
        if (end < 0 || origin.length() > MAX_LENGTH) {
            return null;
        }
        String scheme = lower(origin.substring(0, end));
        return SCHEME.matcher(scheme).matches() ? parse(scheme, origin.substring(end + 3)) : null;
    }

    /** Whether {@code authority}, a Host header's value, is this origin's host and port. */
    boolean isAt(String authority) {
        if (authority.length() > MAX_LENGTH) {
            return false;
        }
        WebOrigin other = parse(scheme, authority);
        return other != null && other.equals(this);
    }

    private static @Nullable WebOrigin parse(String scheme, String authority) {
        Matcher matcher = AUTHORITY.matcher(lower(authority));
        if (!matcher.matches()) {
            return null;
        }
        String digits = matcher.group(2);
        int port = digits == null ? defaultPort(scheme) : Integer.parseInt(digits);
        return port > 65535 ? null : new WebOrigin(scheme, matcher.group(1), port);
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            default -> -1;
        };
    }

    /** ASCII only, for some chars beyond it become ASCII letters in lower case. */
    private static String lower(String text) {
        return text.chars().allMatch(c -> c < 0x80) ? text.toLowerCase(Locale.ROOT) : text;
    }
}
