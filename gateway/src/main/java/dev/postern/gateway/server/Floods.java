package dev.postern.gateway.server;

import dev.postern.gateway.config.ListenerSettings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the connections that a listener did not put up with, and logs them once in a while. */
public final class Floods {

    private static final Logger LOG = LoggerFactory.getLogger(Floods.class);

    private final Occurrences refused;
    private final Occurrences lateHeads;

    Floods(ListenerSettings listener, int maxConnections) {
        refused = new Occurrences(count -> LOG.warn(
                "{} connections refused: {} are open, which is max-connections",
                count,
                maxConnections));
        lateHeads = new Occurrences(count -> LOG.info(
                "{} connections closed: a request's head took longer than head-timeout ({} ms)",
                count,
                listener.headTimeout().toMillis()));
    }

    /** Connections over max-connections. */
    public Occurrences refused() {
        return refused;
    }

    /** Connections whose request's head did not come in time. */
    public Occurrences lateHeads() {
        return lateHeads;
    }
}
