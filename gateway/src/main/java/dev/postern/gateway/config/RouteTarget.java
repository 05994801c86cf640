package dev.postern.gateway.config;

import java.net.URI;

/** What a route's sessions reach. */
public sealed interface RouteTarget {

    /** A WebSocket application: each session gets a connection of its own. */
    record WebSocket(URI url) implements RouteTarget {}

    /** The STOMP broker inside the gateway. */
    record SimpleBroker() implements RouteTarget {}

    /** A STOMP broker: each session gets a connection of its own. */
    record Relay(BrokerTarget broker) implements RouteTarget {}

    /**
     * Reads what stands behind a route's {@code =}.
     *
     * @throws ConfigException where it names nothing that a route can reach
     */
    static RouteTarget of(URI url) {
        BrokerTarget broker = BrokerTarget.parse(url.toString());
        if (broker != null) {
            return new Relay(broker);
        }
        String scheme = url.getScheme();
        if ("stomp".equals(scheme)) {
            if (!"simple".equals(url.getSchemeSpecificPart()) || url.getRawFragment() != null) {
                throw new ConfigException("There is no broker '" + url
                        + "'; the one inside the gateway is stomp:simple.");
            }
            return new SimpleBroker();
        }
        checkWebSocket(url);
        return new WebSocket(url);
    }

    private static void checkWebSocket(URI url) {
        String scheme = url.getScheme();
        if (scheme == null || !(scheme.equals("ws") || scheme.equals("wss"))) {
            throw new ConfigException("The upstream '" + url + "' is not a WebSocket URL;"
                    + " write it like ws://127.0.0.1:9000/ws or wss://app.example.com/ws.");
        }
        if (url.getHost() == null) {
            throw new ConfigException("The upstream '" + url
                    + "' names no host that a URL can have (letters, digits, - and .);"
                    + " write it like ws://127.0.0.1:9000/ws.");
        }
        if (url.getPort() == 0 || url.getPort() > 65535) {
            throw new ConfigException("The upstream '" + url
                    + "' has a port that does not exist; choose one from 1 to 65535.");
        }
        if (url.getRawFragment() != null || url.getRawUserInfo() != null) {
            throw new ConfigException(
                    "The upstream '" + url + "' holds a fragment or a user, which a"
                            + " WebSocket URL can't (RFC 6455 §3); leave it out.");
        }
    }
}
