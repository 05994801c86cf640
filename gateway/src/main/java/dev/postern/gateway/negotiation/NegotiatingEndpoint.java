package dev.postern.gateway.negotiation;

import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.http.Exchange;
import dev.postern.http.ExchangeHandler;
import dev.postern.protocol.Route;
import dev.postern.protocol.Route.Endpoint;
import dev.postern.protocol.Route.SessionRoute;
import dev.postern.transport.NotOfferedPage;

import org.jspecify.annotations.Nullable;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Watches how the clients of an endpoint fare, and spares them what their network does not let through. */
public final class NegotiatingEndpoint implements ExchangeHandler {

    private final SockJsEndpoint endpoint;
    private final @Nullable Negotiation negotiation;
    private final RegularDeaths deaths;
    private final LongSupplier clock;

    /**
     * Stands before {@code endpoint}.
     *
     * @param negotiation what is learned and decided by; null where only the deaths are to be watched
     * @param deaths where the ends of this route's connections are gathered
     */
    public NegotiatingEndpoint(
            SockJsEndpoint endpoint, @Nullable Negotiation negotiation, RegularDeaths deaths) {
        this(
                endpoint,
                negotiation,
                deaths,
                negotiation == null ? System::nanoTime : negotiation::now);
    }

    NegotiatingEndpoint(
            SockJsEndpoint endpoint,
            @Nullable Negotiation negotiation,
            RegularDeaths deaths,
            LongSupplier clock) {
        this.endpoint = endpoint;
        this.negotiation = negotiation;
        this.deaths = deaths;
        this.clock = clock;
    }

    @Override
    public boolean handle(Exchange exchange) {
        Route route = endpoint.routeOf(exchange);
        if (route == null) {
            return false;
        }
        if (!(route instanceof SessionRoute session)) {
            endpoint.serve(exchange, route);
            return true;
        }
        switch (session.endpoint()) {
            case WEBSOCKET -> webSocket(exchange, session);
            case XHR_STREAMING, EVENTSOURCE, HTMLFILE -> receive(exchange, session, true);
            case XHR, JSONP -> receive(exchange, session, false);
            case XHR_SEND, JSONP_SEND -> {
                if (negotiation != null) {
                    negotiation.spoke(session.session());
                }
                endpoint.serve(exchange, session);
            }
        }
        return true;
    }

    private void webSocket(Exchange exchange, SessionRoute route) {
        NetworkHistory history = negotiation == null ? null : negotiation.historyOf(exchange);
        endpoint.serve(new ObservedUpgrade(exchange, history, clock, deaths), route);
    }

    private void receive(Exchange exchange, SessionRoute route, boolean streams) {
        Negotiation learning = negotiation;
        // Only a session that begins can be moved to another transport; to an open one a 404 is its
        // end.
        NetworkHistory history = learning != null
                        && isRequest(exchange, route.endpoint())
                        && !endpoint.holds(route.session())
                ? learning.historyOf(exchange)
                : null;
        Supplier<YoungStream> first = null;
        if (learning != null && history != null) {
            if (!history.admits(route.server(), route.endpoint(), streams, learning.now())) {
                NotOfferedPage.answer(exchange, route.endpoint());
                return;
            }
            first = streams ? () -> learning.streamBegan(history, route) : null;
        }
        endpoint.serve(new ObservedReceiver(exchange, clock, deaths, first), route);
    }

    /** Whether this asks for the transport itself, and not whether it may (CORS preflight). */
    private static boolean isRequest(Exchange exchange, Endpoint endpoint) {
        return exchange.method()
                .equals(
                        endpoint == Endpoint.XHR || endpoint == Endpoint.XHR_STREAMING
                                ? "POST"
                                : "GET");
    }
}
