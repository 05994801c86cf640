package dev.postern.protocol;

import dev.postern.protocol.Route.Endpoint;
import dev.postern.protocol.Route.SessionRoute;

import java.util.regex.Pattern;

/** The part of {@link Route#parse} that looks into a path. */
final class RouteParser {

    /** As sockjs-node's, but for its dot before {@code html}, which took any character. */
    private static final Pattern IFRAME = Pattern.compile("/iframe[0-9-.a-z_]*\\.html");

    private RouteParser() {}

    static Route parse(String rest) {
        if (!rest.startsWith("/")) {
            return Route.NOT_FOUND;
        }
        int secondSlash = rest.indexOf('/', 1);
        if (secondSlash < 0) {
            return IFRAME.matcher(rest).matches() ? Route.IFRAME : Route.NOT_FOUND;
        }
        int thirdSlash = rest.indexOf('/', secondSlash + 1);
        if (thirdSlash < 0) {
            return Route.NOT_FOUND;
        }
        // A fourth slash would stand within the last segment, which is then no endpoint's name.
        Endpoint endpoint = Endpoint.of(rest.substring(thirdSlash + 1));
        String server = rest.substring(1, secondSlash);
        String session = rest.substring(secondSlash + 1, thirdSlash);
        if (endpoint == null || !isId(server) || !isId(session)) {
            return Route.NOT_FOUND;
        }
        return new SessionRoute(server, session, endpoint);
    }

    /**
     * Any value is an id but the empty one and those with dots (SockJS protocol, {@code
     * test_invalidPaths}), encoded ones too; and but what other servers on the way may read
     * differently: encoded slashes and nulls, parameters, what is no URL at all (RFC 3986 §2).
     */
    private static boolean isId(String segment) {
        if (segment.isEmpty() || segment.length() > Route.MAX_ID_LENGTH) {
            return false;
        }
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c <= ' ' || c > '~' || c == '.' || c == ';' || c == '\\') {
                return false;
            }
            if (c == '%' && !isHarmless(PercentEncoding.escapedByte(segment, i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHarmless(int escaped) {
        return switch (escaped) {
            case -1, 0, '.', '/', '\\' -> false;
            default -> true;
        };
    }
}
