package dev.postern.gateway.upstream;

import dev.postern.api.Handshake;
import dev.postern.api.Transport;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The URL at which a session's application is asked for: the route's, with the client's query behind it. */
final class UpstreamUrl {

    /** RFC 3986 §3.4, without letters and digits. */
    private static final String QUERY_CHARS = "-._~!$&'()*+,;=:@/?";

    private UpstreamUrl() {}

    static URI of(URI route, Handshake handshake) {
        String query = query(handshake);
        if (query == null || query.isEmpty()) {
            return route;
        }
        String base = route.toString();
        char joint = route.getRawQuery() == null ? '?' : '&';
        return URI.create(base + joint + lenient(query));
    }

    /** htmlfile and jsonp put the name of a callback into the query, which is not the application's. */
    private static @Nullable String query(Handshake handshake) {
        String query = handshake.query();
        boolean ownParameter = handshake.transport() == Transport.HTML_FILE
                || handshake.transport() == Transport.JSONP_POLLING;
        if (query == null || !ownParameter) {
            return query;
        }
        return Arrays.stream(query.split("&", -1))
                .filter(parameter ->
                        !parameter.startsWith("c=") && !parameter.startsWith("callback="))
                .collect(Collectors.joining("&"));
    }

    /** Browsers send characters that RFC 3986 forbids ({@code |}, {@code "}, {@code [}); here they are escaped. */
    private static String lenient(String query) {
        StringBuilder escaped = new StringBuilder(query.length());
        for (byte b : query.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    c < 0x80 && (Character.isLetterOrDigit(c) || QUERY_CHARS.indexOf(c) >= 0);
            if (plain || c == '%') {
                escaped.append(c);
            } else {
                appendEscape(escaped, c);
            }
        }
        for (int i = escaped.indexOf("%"); i >= 0; i = escaped.indexOf("%", i + 1)) {
            if (i + 2 >= escaped.length()
                    || !isHex(escaped.charAt(i + 1))
                    || !isHex(escaped.charAt(i + 2))) {
                escaped.insert(i + 1, "25");
            }
        }
        return escaped.toString();
    }

    private static void appendEscape(StringBuilder out, int octet) {
        out.append('%').append(hex(octet >> 4)).append(hex(octet & 0xf));
    }

    private static char hex(int nibble) {
        return Character.toUpperCase(Character.forDigit(nibble, 16));
    }

    private static boolean isHex(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }
}
