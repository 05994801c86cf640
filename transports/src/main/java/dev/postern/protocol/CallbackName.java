package dev.postern.protocol;

import org.jspecify.annotations.Nullable;

/** The function in the client's page that htmlfile and jsonp responses call, as the query names it. */
public sealed interface CallbackName {

    /**
     * A name that can stand in a script.
     *
     * @param name of {@code [a-zA-Z0-9-_.]} only
     */
    record Valid(String name) implements CallbackName {}

    /**
     * No such name.
     *
     * @param answer what SockJS says to it, with status 500
     */
    record Refused(String answer) implements CallbackName {}

    CallbackName MISSING = new Refused("\"callback\" parameter required");
    CallbackName INVALID = new Refused("invalid \"callback\" parameter");

    /** Longest name, in chars; sockjs-client's are far shorter. */
    int MAX_LENGTH = 64;

    /**
     * Finds the parameter {@code c}, or else {@code callback}; the first of its name counts.
     *
     * @param query the raw query without its {@code ?}, or null
     */
    static CallbackName parse(@Nullable String query) {
        String raw = parameter(query, "c");
        if (raw == null) {
            raw = parameter(query, "callback");
        }
        if (raw == null || raw.isEmpty()) {
            return MISSING;
        }
        // Three chars each where all of it is escaped.
        String name = raw.length() > 3 * MAX_LENGTH ? null : PercentEncoding.decode(raw);
        return name != null && isValid(name) ? new Valid(name) : INVALID;
    }

    private static @Nullable String parameter(@Nullable String query, String name) {
        if (query == null) {
            return null;
        }
        for (int start = 0; start <= query.length(); ) {
            int ampersand = query.indexOf('&', start);
            int end = ampersand < 0 ? query.length() : ampersand;
            int value = start + name.length() + 1;
            if (value <= end && query.startsWith(name, start) && query.charAt(value - 1) == '=') {
                return query.substring(value, end);
            }
            start = end + 1;
        }
        return null;
    }

    private static boolean isValid(String name) {
        return name.length() <= MAX_LENGTH && name.chars().allMatch(CallbackName::isAllowed);
    }

    /** SockJS protocol, {@code test_invalid_callback}. */
    private static boolean isAllowed(int c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
    }
}
