package dev.postern.gateway.config;

import dev.postern.api.Limits;
import dev.postern.api.Transport;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One route: where clients come in, and which application they reach.
 *
 * @param prefix path under which the route lives: {@code /chat}
 * @param upstream the application's WebSocket, {@code ws} or {@code wss}, {@code stomp:simple}, or
 *     {@code stomp+tcp} and {@code stomp+ssl} for a broker
 * @param settings how sessions on this route behave
 * @param stomp how it treats its clients, where it speaks STOMP
 * @param relay how its sessions are relayed, where it reaches a STOMP broker
 * @param connectTimeout how long an application may take to answer the handshake
 * @param negotiates whether it heeds, and adds to, what the gateway learns of networks
 */
public record RouteConfig(
        String prefix,
        URI upstream,
        SessionSettings settings,
        StompTerms stomp,
        RelaySettings relay,
        Duration connectTimeout,
        boolean negotiates) {

    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);

    public RouteConfig {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new ConfigException(
                    "The connect timeout must be longer than nothing; write it like 10s.");
        }
        prefix = new RoutePrefix(prefix).path();
        RouteTarget.of(upstream);
    }

    /** A route on which everyone may everything. */
    public RouteConfig(String prefix, URI upstream, SessionSettings settings) {
        this(prefix, upstream, settings, StompTerms.OPEN);
    }

    /** A route that relays as usual. */
    public RouteConfig(String prefix, URI upstream, SessionSettings settings, StompTerms stomp) {
        this(
                prefix,
                upstream,
                settings,
                stomp,
                RelaySettings.DEFAULT,
                DEFAULT_CONNECT_TIMEOUT,
                true);
    }

    /** What {@link #upstream} names. */
    public RouteTarget target() {
        return RouteTarget.of(upstream);
    }

    public Limits limits() {
        return settings.limits();
    }

    public BinaryMode binary() {
        return settings.binary();
    }

    public List<ForwardedHeader> forwardHeaders() {
        return settings.forwardHeaders();
    }

    public List<String> subProtocols() {
        return settings.subProtocols();
    }

    public Set<Transport> transports() {
        return settings.transports();
    }

    public @Nullable String sockjsUrl() {
        return settings.sockjsUrl();
    }
}
