package dev.postern.gateway.stomp;

import dev.postern.gateway.config.RouteConfig;
import dev.postern.stomp.StompLimits;
import dev.postern.stomp.StompSettings;

/** How STOMP routes treat their clients, as they are configured. */
public final class StompRoutes {

    private StompRoutes() {}

    /** What a route's gate is to do. */
    public static StompSettings settings(RouteConfig route) {
        return StompSettings.DEFAULT.withLimits(
                StompLimits.DEFAULT.withMaxFrame(route.limits().maxMessage()));
    }
}
