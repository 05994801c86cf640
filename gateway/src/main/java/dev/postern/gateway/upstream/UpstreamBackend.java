package dev.postern.gateway.upstream;

import dev.postern.api.Backend;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Handshake;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.TrustedNetworks;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

/** Bridges each session of a route to its own WebSocket connection. */
public final class UpstreamBackend implements Backend {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamBackend.class);

    private final UpstreamClient client;
    private final RouteConfig route;
    private final URI url;
    private final Limits limits;
    private final HandshakeHeaders headers;

    /** So that an application that is down makes one line of log, not one a session. */
    private final AtomicBoolean down = new AtomicBoolean();

    /**
     * @param client started before the first session comes
     * @param trusted whose word on a client's address counts
     */
    public UpstreamBackend(UpstreamClient client, RouteConfig route, TrustedNetworks trusted) {
        this.client = client;
        this.route = route;
        this.url = route.upstream();
        this.limits = route.limits();
        this.headers = new HandshakeHeaders(route, trusted);
    }

    @Override
    public boolean neverBlocks() {
        return true;
    }

    @Override
    public void connect(Session session, Connecting connecting) {
        Handshake handshake = session.handshake();
        BridgeHandler handler = new BridgeHandler(
                session, connecting, route.binary(), limits, client.scheduler(), this::reached);
        UpstreamAttempt attempt = client.attempt(
                UpstreamUrl.of(url, handshake),
                route.connectTimeout(),
                limits.maxMessage(),
                handler,
                (why, failure) -> refuse(connecting, why, failure));
        attempt.headers(fields -> headers.write(handshake, fields));
        connecting.onAbandoned(() -> {
            attempt.abandon();
            handler.abandon();
        });
        attempt.start();
    }

    private void reached() {
        if (down.get() && down.compareAndSet(true, false)) {
            LOG.info("{}: {} is reached again", route.prefix(), url);
        }
    }

    private void refuse(Connecting connecting, CloseStatus why, @Nullable Throwable failure) {
        if (failure == null) {
            LOG.debug("{} refused a session of {}: {}", url, route.prefix(), why);
        } else if (down.compareAndSet(false, true)) {
            LOG.warn("{}: {} can't be reached: {}", route.prefix(), url, Reason.of(failure));
        }
        connecting.refuse(why);
    }
}
