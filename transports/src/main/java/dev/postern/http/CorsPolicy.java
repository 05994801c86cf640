package dev.postern.http;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What a response tells a browser about pages of other origins (Fetch Standard, "HTTP CORS
 * protocol"; SockJS protocol, {@code verify_cors}). Whether an origin is allowed at all is for {@link
 * OriginPolicy} to say, before; a refusal carries none of these.
 *
 * <p>What it echoes was checked char by char, so a client cannot write header fields of its own.
 */
public final class CorsPolicy {

    private static final HeaderField ANY_ORIGIN =
            HeaderField.constant("Access-Control-Allow-Origin", "*");
    private static final HeaderField CREDENTIALS =
            HeaderField.constant("Access-Control-Allow-Credentials", "true");
    private static final HeaderField VARY = HeaderField.constant("Vary", "Origin");
    private static final HeaderField ONE_YEAR =
            HeaderField.constant("Access-Control-Max-Age", "31536000");

    private static final List<HeaderField> WITHOUT_ORIGIN = List.of(ANY_ORIGIN);

    /** Longest header value to echo, in chars. */
    private static final int MAX_ECHOED = 1024;

    /** What a token may hold besides letters and digits (RFC 9110 §5.6.2). */
    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    private CorsPolicy() {}

    /**
     * The fields of any response.
     *
     * @param origin the request's {@code Origin}, {@code null} among them as SockJS has it; or null
     * @param requestHeaders its {@code Access-Control-Request-Headers}, or null
     */
    public static List<HeaderField> fields(
            @Nullable String origin, @Nullable String requestHeaders) {
        boolean echoOrigin = origin != null && isEchoable(origin);
        boolean echoHeaders = requestHeaders != null && isTokenList(requestHeaders);
        if (!echoOrigin && !echoHeaders) {
            return WITHOUT_ORIGIN;
        }
        List<HeaderField> fields = new ArrayList<>(4);
        if (origin != null && echoOrigin) {
            fields.add(HeaderField.of("Access-Control-Allow-Origin", origin));
            fields.add(CREDENTIALS);
            fields.add(VARY);
        } else {
            fields.add(ANY_ORIGIN);
        }
        if (requestHeaders != null && echoHeaders) {
            fields.add(HeaderField.of("Access-Control-Allow-Headers", requestHeaders));
        }
        return fields;
    }

    /**
     * The fields of an answer to OPTIONS.
     *
     * @param methods what the URL allows, as in {@code OPTIONS, POST}; never a client's text
     */
    public static List<HeaderField> preflight(
            @Nullable String origin, @Nullable String requestHeaders, String methods) {
        List<HeaderField> fields = new ArrayList<>(fields(origin, requestHeaders));
        fields.add(HeaderField.constant("Access-Control-Allow-Methods", methods));
        fields.add(ONE_YEAR);
        return fields;
    }

    private static boolean isEchoable(String origin) {
        return !origin.isEmpty()
                && origin.length() <= MAX_ECHOED
                && origin.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static boolean isTokenList(String value) {
        return value.length() <= MAX_ECHOED
                && value.chars().anyMatch(CorsPolicy::isTokenChar)
                && value.chars().allMatch(c -> c == ',' || c == ' ' || isTokenChar(c));
    }

    private static boolean isTokenChar(int c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_PUNCTUATION.indexOf(c) >= 0);
    }
}
