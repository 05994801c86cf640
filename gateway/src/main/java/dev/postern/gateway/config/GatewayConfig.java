package dev.postern.gateway.config;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * All that a gateway is told.
 *
 * @param listener where it listens, and what it puts up with there
 * @param routes at least one, unless {@code demo}
 * @param demo whether to serve the demo services too
 * @param page whether to serve the page at {@code /}
 * @param demoSockjsUrl where the demo's {@code iframe.html} loads sockjs-client from, or null for the default
 * @param trusted proxies whose forwarded headers are believed
 * @param grace how long open sessions are served after a request to stop
 * @param negotiation how it learns which transports a network lets through
 */
public record GatewayConfig(
        ListenerSettings listener,
        List<RouteConfig> routes,
        boolean demo,
        boolean page,
        @Nullable String demoSockjsUrl,
        TrustedNetworks trusted,
        Duration grace,
        NegotiationSettings negotiation) {

    public GatewayConfig {
        routes = List.copyOf(routes);
        if (grace.isNegative()) {
            throw new ConfigException("The grace time can't be negative; write 0s for none.");
        }
        if (routes.isEmpty() && !demo) {
            throw new ConfigException(
                    "Nothing to serve: name a route, like --route /chat=ws://127.0.0.1:9000/ws, or try --demo.");
        }
        List<String> prefixes = routes.stream().map(RouteConfig::prefix).toList();
        for (int i = 0; i < prefixes.size(); i++) {
            if (prefixes.indexOf(prefixes.get(i)) < i) {
                throw new ConfigException("The prefix " + prefixes.get(i)
                        + " is given to two routes; each route needs one of its own.");
            }
        }
    }

    /** Address to listen on, or null for all of them. */
    public @Nullable String host() {
        return listener.host();
    }

    /** 0 for any free one. */
    public int port() {
        return listener.port();
    }
}
