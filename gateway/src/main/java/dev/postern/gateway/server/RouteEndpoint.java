package dev.postern.gateway.server;

import dev.postern.api.Backend;
import dev.postern.endpoint.InfoPart;
import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.endpoint.SockJsEndpointBuilder;
import dev.postern.gateway.config.RefusalMode;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.SessionSettings;
import dev.postern.stomp.StompSettings;

import java.util.List;

/** Makes a route's configuration the endpoint that clients find. */
public final class RouteEndpoint {

    private RouteEndpoint() {}

    /**
     * A new endpoint.
     *
     * @param backend where the sessions go
     * @param origins how a page's own host is known
     * @param info what has a say in its {@code /info}
     */
    public static SockJsEndpoint of(
            RouteConfig route, Backend backend, OriginChecks origins, List<InfoPart> info) {
        return finish(builder(route, backend, origins), route, info);
    }

    /**
     * A new endpoint that speaks STOMP with its clients.
     *
     * @param backend a broker, or an application that speaks STOMP
     * @param stomp how it does so
     * @param origins how a page's own host is known
     * @param info what has a say in its {@code /info}
     */
    public static SockJsEndpoint speakingStomp(
            RouteConfig route,
            Backend backend,
            StompSettings stomp,
            OriginChecks origins,
            List<InfoPart> info) {
        return finish(builder(route, backend, origins).stomp(stomp), route, info);
    }

    private static SockJsEndpointBuilder builder(
            RouteConfig route, Backend backend, OriginChecks origins) {
        SessionSettings settings = route.settings();
        return origins.at(route.prefix(), SockJsEndpoint.builder(route.prefix(), backend))
                .limits(settings.limits())
                .origins(settings.origins().policy())
                .transports(settings.transports())
                .iframe(settings.iframe())
                .deflate(settings.deflate())
                .openThenClose(settings.refusal() == RefusalMode.OPEN_THEN_CLOSE)
                .subProtocols(settings.subProtocols());
    }

    private static SockJsEndpoint finish(
            SockJsEndpointBuilder endpoint, RouteConfig route, List<InfoPart> info) {
        info.forEach(endpoint::info);
        String sockjsUrl = route.sockjsUrl();
        return (sockjsUrl == null ? endpoint : endpoint.sockjsUrl(sockjsUrl)).build();
    }
}
