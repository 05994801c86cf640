package dev.postern.transport;

import dev.postern.api.Headers;
import dev.postern.http.HeaderField;

/**
 * {@code JSESSIONID}, by which load balancers keep a client on one node (SockJS protocol, "JSESSIONID
 * cookie"): the client's own value, or {@code dummy}.
 */
final class SessionCookie {

    private static final String NAME = "JSESSIONID=";
    private static final int MAX_LENGTH = 256;
    private static final HeaderField DUMMY =
            HeaderField.constant("Set-Cookie", NAME + "dummy; Path=/");

    private SessionCookie() {}

    static HeaderField of(Headers request) {
        for (String cookies : request.all("Cookie")) {
            for (String cookie : cookies.split(";", -1)) {
                String pair = cookie.strip();
                if (pair.startsWith(NAME) && isCookieValue(pair.substring(NAME.length()))) {
                    return HeaderField.of("Set-Cookie", pair + "; Path=/");
                }
            }
        }
        return DUMMY;
    }

    /** RFC 6265 §4.1.1, cookie-octet. */
    private static boolean isCookieValue(String value) {
        return !value.isEmpty()
                && value.length() <= MAX_LENGTH
                && value.chars()
                        .allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != ',' && c != ';'
                                && c != '\\');
    }
}
