package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.RouteConfig;

import java.util.List;

/** Tries what only the parts that use the settings can tell, such as what a file holds. Starts nothing. */
@FunctionalInterface
public interface Rehearsal {

    /**
     * What would not start.
     *
     * @param demo whether the demo services are served beside the route
     */
    List<Misfit> of(RouteConfig route, boolean demo);
}
