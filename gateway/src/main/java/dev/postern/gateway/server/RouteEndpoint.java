package dev.postern.gateway.server;

import dev.postern.api.Backend;
import dev.postern.endpoint.InfoPart;
import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.endpoint.SockJsEndpointBuilder;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.SessionSettings;

import java.util.List;

/** Makes a route's configuration the endpoint that clients find. */
public final class RouteEndpoint {

    private RouteEndpoint() {}

    /**
     * A new endpoint.
     *
     * @param backend where the sessions go
     * @param info what has a say in its {@code /info}
     */
    public static SockJsEndpoint of(RouteConfig route, Backend backend, List<InfoPart> info) {
        SessionSettings settings = route.settings();
        SockJsEndpointBuilder endpoint = SockJsEndpoint.builder(route.prefix(), backend)
                .limits(settings.limits())
                .origins(settings.origins().policy())
                .transports(settings.transports())
                .iframe(settings.iframe())
                .deflate(settings.deflate())
                .subProtocols(settings.subProtocols());
        info.forEach(endpoint::info);
        String sockjsUrl = settings.sockjsUrl();
        return (sockjsUrl == null ? endpoint : endpoint.sockjsUrl(sockjsUrl)).build();
    }
}
