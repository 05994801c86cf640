package dev.postern.gateway.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a request header that a client's request and the one to its application have in common.
 *
 * @param name a token (RFC 9110 §5.1)
 */
public record ForwardedHeader(String name) {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /**
     * Fields of one hop (RFC 9110 §7.6.1), of a body there is none of, of the handshake (RFC 6455
     * §4.1), and those that the gateway vouches for.
     */
    private static final Set<String> NEVER = Set.of(
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "host",
            "http2-settings",
            "accept-encoding",
            "forwarded",
            "via");

    public ForwardedHeader {
        if (!TOKEN.matcher(name).matches()) {
            throw new ConfigException(
                    "'" + name + "' is not the name of a header; write it like X-Tenant.");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (NEVER.contains(lower)
                || lower.startsWith("proxy-")
                || lower.startsWith("content-")
                || lower.startsWith("sec-websocket-")
                || lower.startsWith("x-forwarded-")) {
            throw new ConfigException(
                    "The header " + name + " can't be forwarded: it speaks of the connection"
                            + " between client and gateway, or is set by the gateway itself.");
        }
    }
}
