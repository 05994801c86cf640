package dev.postern.gateway.config;

import dev.postern.http.OriginPolicy;

import java.util.List;

/**
 * Which pages may connect, by their origin (RFC 6454). Pages of the gateway's own host always may.
 *
 * @param any whether every page on the web may
 * @param listed those that may beside, each as a browser sends it, {@code https://www.example.com},
 *     or {@code https://*.example.com} for all names below one
 */
public record AllowedOrigins(boolean any, List<String> listed) {

    /** Only pages that the gateway's own host serves. */
    public static final AllowedOrigins SAME = new AllowedOrigins(false, List.of());

    /** Every page on the web. */
    public static final AllowedOrigins ANY = new AllowedOrigins(true, List.of());

    public AllowedOrigins {
        listed = List.copyOf(listed);
        try {
            OriginPolicy.listed(listed);
        } catch (IllegalArgumentException malformed) {
            throw new ConfigException(String.valueOf(malformed.getMessage()));
        }
    }

    /** Reads what a person lists; {@code *} stands for any, nothing for same-origin. */
    public static AllowedOrigins of(List<String> origins) {
        return origins.contains("*") ? ANY : new AllowedOrigins(false, origins);
    }

    /** The same as the library's endpoints want it. */
    public OriginPolicy policy() {
        if (any) {
            return OriginPolicy.any();
        }
        return listed.isEmpty() ? OriginPolicy.sameOrigin() : OriginPolicy.listed(listed);
    }
}
