package dev.postern.endpoint;

import dev.postern.http.Exchange;
import dev.postern.http.OriginPolicy;

import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks an endpoint's policy whether a request's page may come in. The policy compares the page's host
 * with the one that was asked, and a proxy may have put its own name for the server in the place of
 * {@code Host}; so two others who know count too: the browser, and a proxy that is trusted.
 *
 * @param forwardedHost what a trusted proxy says was asked for, or null
 * @param refused hears of each request that may not come in
 */
record OriginGate(
        OriginPolicy policy,
        Function<Exchange, @Nullable String> forwardedHost,
        Consumer<Exchange> refused) {

    boolean allows(Exchange exchange) {
        String origin = exchange.header("Origin");
        if (policy.allows(origin, exchange.header("Host"))) {
            return true;
        }
        if (origin == null) {
            return false;
        }
        // The browser compared the page with the URL it asked, and no page can write a Sec- field
        // (Fetch Metadata §2.3, Fetch §2.2.2). So the page's host is the one that was asked.
        if ("same-origin".equals(exchange.header("Sec-Fetch-Site"))
                && policy.allows(origin, authority(origin))) {
            return true;
        }
        String forwarded = forwardedHost.apply(exchange);
        return forwarded != null && policy.allows(origin, forwarded);
    }

    /** Host and port of an origin, or what is no host. */
    private static String authority(String origin) {
        int end = origin.indexOf("://");
        return end < 0 ? "" : origin.substring(end + 3);
    }
}
