package dev.postern.http;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

/**
 * Whose pages may open sessions. The {@code Origin} of a request (RFC 6454) is what keeps a strange
 * page from speaking with its visitor's cookies; what is no browser may claim any.
 */
@FunctionalInterface
public interface OriginPolicy {

    /**
     * Whether a request may come from there.
     *
     * @param origin the request's {@code Origin}, or null: not a browser, or a page asking its own
     *     server by GET
     * @param host the request's {@code Host} or {@code :authority}, or null; asked again with what a
     *     trusted proxy says was asked for, and with the origin's own host where the browser vouches
     *     for it by {@code Sec-Fetch-Site: same-origin}
     */
    boolean allows(@Nullable String origin, @Nullable String host);

    /** Allows all, {@code null} among them (a sandboxed frame, a file). */
    static OriginPolicy any() {
        return (origin, host) -> true;
    }

    /**
     * Allows requests without {@code Origin}, and pages of the very host and port that was asked.
     * The scheme is not compared: behind a proxy that ends TLS it is not known. A port left out is
     * that of the origin's scheme.
     */
    static OriginPolicy sameOrigin() {
        return (origin, host) -> {
            if (origin == null) {
                return true;
            }
            WebOrigin page = WebOrigin.parse(origin);
            return page != null && host != null && page.isAt(host);
        };
    }

    /**
     * Allows what {@link #sameOrigin()} does and pages of these origins.
     *
     * @param origins as in {@code https://app.example.com}, {@code http://localhost:3000} or, for all
     *     names below one, {@code https://*.example.com}
     * @throws IllegalArgumentException for one that is no such thing; tells what would be right
     */
    static OriginPolicy listed(Collection<String> origins) {
        return new ListedOrigins(origins);
    }
}
