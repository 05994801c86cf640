package dev.postern.gateway.negotiation;

import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.http.Exchange;
import dev.postern.http.ExchangeHandler;
import dev.postern.protocol.Route;
import dev.postern.protocol.Route.Endpoint;
import dev.postern.protocol.Route.SessionRoute;
import dev.postern.transport.Answers;

/** Watches how the clients of an endpoint fare, and spares them what their network does not let through. */
public final class NegotiatingEndpoint implements ExchangeHandler {

    private final SockJsEndpoint endpoint;
    private final Negotiation negotiation;
    private final RegularDeaths deaths;

    /** @param deaths where the ends of this route's connections are gathered */
    public NegotiatingEndpoint(
            SockJsEndpoint endpoint, Negotiation negotiation, RegularDeaths deaths) {
        this.endpoint = endpoint;
        this.negotiation = negotiation;
        this.deaths = deaths;
    }

    @Override
    public boolean handle(Exchange exchange) {
        String path = exchange.path();
        String prefix = endpoint.prefix();
        if (!path.startsWith(prefix)
                || !(Route.parse(path.substring(prefix.length())) instanceof SessionRoute route)) {
            return endpoint.handle(exchange);
        }
        return switch (route.endpoint()) {
            case WEBSOCKET -> webSocket(exchange);
            case XHR_STREAMING, EVENTSOURCE, HTMLFILE -> receive(exchange, route, true);
            case XHR, JSONP -> receive(exchange, route, false);
            case XHR_SEND, JSONP_SEND -> {
                negotiation.spoke(route.session());
                yield endpoint.handle(exchange);
            }
        };
    }

    private boolean webSocket(Exchange exchange) {
        NetworkHistory history = negotiation.historyOf(exchange);
        return endpoint.handle(
                history == null
                        ? exchange
                        : new ObservedUpgrade(exchange, history, negotiation::now, deaths));
    }

    private boolean receive(Exchange exchange, SessionRoute route, boolean streams) {
        YoungStream stream = null;
        // Only a session that begins can be moved to another transport; to an open one a 404 is its
        // end.
        if (isRequest(exchange, route.endpoint()) && !endpoint.holds(route.session())) {
            NetworkHistory history = negotiation.historyOf(exchange);
            if (history != null) {
                if (!history.admits(route.server(), route.endpoint(), streams, negotiation.now())) {
                    Answers.notFound(exchange);
                    return true;
                }
                if (streams) {
                    stream = negotiation.streamBegan(history, route);
                }
            }
        }
        return endpoint.handle(new ObservedReceiver(exchange, negotiation::now, deaths, stream));
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
