package dev.postern.gateway.config;

/**
 * Where a route lives in the URLs of the gateway.
 *
 * @param path as it stands in a URL, without a slash at its end: {@code /chat}
 */
public record RoutePrefix(String path) {

    /** Where all that is the gateway's own lives. */
    public static final String RESERVED = "/_postern";

    public RoutePrefix {
        if (!path.startsWith("/")) {
            throw new ConfigException("The prefix '" + path
                    + "' does not start with a slash; write /" + path + " instead.");
        }
        String trimmed = path.length() > 1 && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
        if (trimmed.equals("/")) {
            throw new ConfigException(
                    "A route needs a prefix of its own, such as /chat; '/' alone is taken.");
        }
        if (!trimmed.matches("(/[A-Za-z0-9._~!$&'()*+,;=:@-]+)+")
                || trimmed.matches(".*/\\.\\.?(/.*)?")) {
            throw new ConfigException(
                    "The prefix '" + path + "' can't stand in a URL as it is; write it like /chat"
                            + " or /app/chat, without empty segments, dots alone, or characters to be escaped.");
        }
        if (trimmed.equals(RESERVED) || trimmed.startsWith(RESERVED + '/')) {
            throw new ConfigException(
                    "The prefix " + trimmed + " is reserved: " + RESERVED
                            + " and what is below it are the gateway's own; choose another one, such as /chat.");
        }
        path = trimmed;
    }
}
