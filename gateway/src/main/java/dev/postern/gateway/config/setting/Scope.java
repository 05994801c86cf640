package dev.postern.gateway.config.setting;

/** Whose setting it is. */
public enum Scope {
    /** The whole gateway's. */
    GATEWAY,
    /** A route's; given for the gateway, it is that of each route which has none of its own. */
    ROUTE,
    /** A route's alone. */
    ROUTE_ONLY
}
