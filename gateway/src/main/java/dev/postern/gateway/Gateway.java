package dev.postern.gateway;

import dev.postern.api.CloseStatus;
import dev.postern.endpoint.InfoPart;
import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.gateway.admin.LivePage;
import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.GatewayConfig;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.RouteTarget;
import dev.postern.gateway.demo.DemoServices;
import dev.postern.gateway.negotiation.NegotiatingEndpoint;
import dev.postern.gateway.negotiation.Negotiation;
import dev.postern.gateway.negotiation.RegularDeaths;
import dev.postern.gateway.server.CountLog;
import dev.postern.gateway.server.DescriptorBudget;
import dev.postern.gateway.server.Drain;
import dev.postern.gateway.server.GatewayServer;
import dev.postern.gateway.server.OriginChecks;
import dev.postern.gateway.server.RouteEndpoint;
import dev.postern.gateway.stomp.StompRoutes;
import dev.postern.gateway.stomp.relay.BrokerConnector;
import dev.postern.gateway.stomp.relay.Relay;
import dev.postern.gateway.stomp.simple.SimpleBroker;
import dev.postern.gateway.upstream.UpstreamBackend;
import dev.postern.gateway.upstream.UpstreamClient;
import dev.postern.http.ExchangeHandler;

import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gateway put together from its parts. Start it once, stop it once. */
public final class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final GatewayConfig config;
    private final QueuedThreadPool threads;
    private final UpstreamClient upstream;
    private final BrokerConnector brokers;
    private final Negotiation negotiation;
    private final OriginChecks origins;
    private final List<SockJsEndpoint> endpoints = new ArrayList<>();
    private final Map<SockJsEndpoint, ExchangeHandler> fronts = new HashMap<>();
    private final @Nullable LivePage page;
    private final DescriptorBudget descriptors;
    private final GatewayServer server;
    private final CountLog counts;

    /** @throws ConfigException where something has changed since {@link RouteRehearsal} looked at it */
    public Gateway(GatewayConfig config) {
        this.config = config;
        threads = GatewayServer.threads();
        negotiation = new Negotiation(config.negotiation(), config.trusted());
        origins = new OriginChecks(config.trusted());
        upstream = new UpstreamClient(longestConnect(config.routes()), threads);
        brokers = new BrokerConnector(threads);
        for (RouteConfig route : config.routes()) {
            addRoute(route);
        }
        if (config.demo()) {
            addDemo();
        }
        page = config.page() ? addPage() : null;
        descriptors = DescriptorBudget.of(config.routes());
        server = new GatewayServer(
                threads,
                config.listener(),
                descriptors.connections(config.listener().maxConnections()),
                handlers());
        counts = new CountLog(endpoints, server.floods());
    }

    private static Duration longestConnect(List<RouteConfig> routes) {
        return routes.stream()
                .map(RouteConfig::connectTimeout)
                .max(Comparator.naturalOrder())
                .orElse(RouteConfig.DEFAULT_CONNECT_TIMEOUT);
    }

    private void addRoute(RouteConfig route) {
        Negotiation learning = route.negotiates() ? negotiation : null;
        SockJsEndpoint endpoint =
                endpoint(route, learning == null ? List.of() : List.of(learning.infoPart()));
        endpoints.add(endpoint);
        RegularDeaths deaths = new RegularDeaths(route.prefix(), route.limits().heartbeat());
        fronts.put(endpoint, new NegotiatingEndpoint(endpoint, learning, deaths));
    }

    private SockJsEndpoint endpoint(RouteConfig route, List<InfoPart> info) {
        if (route.target() instanceof RouteTarget.SimpleBroker) {
            return RouteEndpoint.speakingStomp(
                    route, new SimpleBroker(), StompRoutes.settings(route), origins, info);
        }
        if (route.target() instanceof RouteTarget.Relay relay) {
            return RouteEndpoint.speakingStomp(
                    route,
                    new Relay(brokers, route, relay.broker()),
                    StompRoutes.settings(route)
                            .withConnectTimeout(Relay.longestConnect(route.relay())),
                    origins,
                    info);
        }
        return RouteEndpoint.of(
                route, new UpstreamBackend(upstream, route, config.trusted()), origins, info);
    }

    private void addDemo() {
        String sockjsUrl = config.demoSockjsUrl();
        for (SockJsEndpoint service : DemoServices.endpoints(sockjsUrl)) {
            if (prefixes().contains(service.prefix())) {
                throw new ConfigException(RouteRehearsal.prefixTaken(service.prefix()));
            }
            endpoints.add(service);
        }
    }

    private LivePage addPage() {
        LivePage added = new LivePage(prefixes());
        endpoints.add(LivePage.echo(DemoServices.echo(), origins));
        return added;
    }

    private List<String> prefixes() {
        return endpoints.stream().map(SockJsEndpoint::prefix).toList();
    }

    /** The longer prefix first: /chat/admin is not a session of /chat. */
    private List<ExchangeHandler> handlers() {
        List<ExchangeHandler> handlers = new ArrayList<>(endpoints.stream()
                .sorted(Comparator.comparing(
                                (SockJsEndpoint endpoint) -> endpoint.prefix().length())
                        .reversed())
                .map(endpoint -> fronts.getOrDefault(endpoint, endpoint))
                .toList());
        if (page != null) {
            handlers.add(page);
        }
        return handlers;
    }

    /**
     * Opens the port and serves from now on.
     *
     * @throws java.io.IOException if the port can't be had
     * @throws Exception for whatever else Jetty does not start for
     */
    public void start() throws Exception {
        try {
            // The port last: who comes at once finds everything there.
            threads.start();
            upstream.start();
            brokers.start();
            server.start();
            counts.start();
        } catch (Exception e) {
            stopParts();
            throw e;
        }
        descriptors.warning(config.listener().maxConnections()).ifPresent(LOG::warn);
        String host = config.host();
        String base = "http://"
                + (host == null ? "localhost" : host.indexOf(':') < 0 ? host : '[' + host + ']')
                + ':' + server.port();
        for (RouteConfig route : config.routes()) {
            LOG.info("{}{} -> {}", base, route.prefix(), route.upstream());
        }
        if (config.demo()) {
            LOG.info("{}/echo -> and the other demo services", base);
        }
        if (page != null) {
            LOG.info("{}/ -> a page to try it", base);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /**
     * Tells every session, serves it until it ended or the grace time did, and closes the port.
     *
     * @throws Exception if something does not stop; the rest is stopped all the same, by the JVM's end
     */
    public void stop() throws Exception {
        LOG.info("Going away: clients are told, within {} s", config.grace().toSeconds());
        int left = new Drain(endpoints).await(config.grace());
        if (left > 0) {
            LOG.warn("{} sessions had not ended in time ({})", left, CloseStatus.GOING_AWAY);
        }
        stopParts();
    }

    private void stopParts() throws Exception {
        // The clients first: their selectors live on the server's threads.
        brokers.stop();
        upstream.stop();
        server.stop();
        threads.stop();
        counts.stop();
    }
}
