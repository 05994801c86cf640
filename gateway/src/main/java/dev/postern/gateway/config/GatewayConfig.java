package dev.postern.gateway.config;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * All that a gateway is told.
 *
 * @param host address to listen on, or null for all of them
 * @param port 0 for any free one
 * @param routes at least one, unless {@code demo}
 * @param demo whether to serve the demo services too
 * @param page whether to serve the page at {@code /}
 * @param demoSockjsUrl where the demo's {@code iframe.html} loads sockjs-client from, or null for the default
 * @param trusted proxies whose forwarded headers are believed
 * @param connectTimeout how long an application may take to answer the handshake
 * @param grace how long open sessions are served after a request to stop
 * @param negotiation how it learns which transports a network lets through
 */
public record GatewayConfig(
        @Nullable String host,
        int port,
        List<RouteConfig> routes,
        boolean demo,
        boolean page,
        @Nullable String demoSockjsUrl,
        TrustedNetworks trusted,
        Duration connectTimeout,
        Duration grace,
        NegotiationSettings negotiation) {

    public GatewayConfig {
        routes = List.copyOf(routes);
        if (port < 0 || port > 65535) {
            throw new ConfigException(
                    "The port " + port + " does not exist; choose one from 0 to 65535.");
        }
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new ConfigException(
                    "The connect timeout must be longer than nothing; write it like 10s.");
        }
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
}
