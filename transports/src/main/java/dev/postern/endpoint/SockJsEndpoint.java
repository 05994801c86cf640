package dev.postern.endpoint;

import dev.postern.api.Backend;
import dev.postern.api.CloseStatus;
import dev.postern.api.Counter;
import dev.postern.api.Counters;
import dev.postern.api.Transport;
import dev.postern.http.CachePolicy;
import dev.postern.http.CorsPolicy;
import dev.postern.http.Exchange;
import dev.postern.http.ExchangeHandler;
import dev.postern.http.HeaderField;
import dev.postern.protocol.Route;
import dev.postern.protocol.Route.Endpoint;
import dev.postern.session.SessionRegistry;
import dev.postern.session.SessionTimers;
import dev.postern.transport.Answers;
import dev.postern.transport.EventSourceTransport;
import dev.postern.transport.HtmlFileTransport;
import dev.postern.transport.JsonpTransport;
import dev.postern.transport.NotOfferedPage;
import dev.postern.transport.RawWebSocketTransport;
import dev.postern.transport.SendEndpoint;
import dev.postern.transport.TransportContext;
import dev.postern.transport.WebSocketTransport;
import dev.postern.transport.XhrTransport;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A SockJS endpoint: everything below one prefix.
 *
 * <pre>{@code
 * SockJsEndpoint echo = SockJsEndpoint.builder("/echo", Backend.of(session -> session::send)).build();
 * }</pre>
 *
 * <p>Thread-safe. Hand it to a binding, which calls {@link #handle}; {@link #drain} it before that stops.
 */
public final class SockJsEndpoint implements ExchangeHandler {

    private final String prefix;
    private final OriginGate origins;
    private final Counters counters;
    private final SessionRegistry sessions;
    private final boolean webSocketAllowed;
    private final CachePolicy caching = new CachePolicy();
    private final RouteTable routes = new RouteTable();
    private final InfoEndpoint info;
    private final @Nullable IframeEndpoint iframe;
    private final @Nullable RawWebSocketTransport rawWebSocket;

    SockJsEndpoint(SockJsEndpointBuilder settings, Backend backend, SessionTimers timers) {
        this.prefix = settings.prefix();
        this.origins = settings.originGate();
        this.counters = settings.counters();
        this.sessions = new SessionRegistry(
                backend, settings.limits(), settings.refusesAfterOpen(), timers, counters);
        TransportContext context = new TransportContext(
                sessions,
                timers,
                settings.limits(),
                counters,
                settings.identities(),
                settings.subProtocols(),
                settings.deflates(),
                settings.needsCookie());
        Set<Transport> on = settings.transports();
        this.webSocketAllowed = on.contains(Transport.WEBSOCKET);
        this.rawWebSocket =
                on.contains(Transport.RAW_WEBSOCKET) ? new RawWebSocketTransport(context) : null;
        this.info =
                new InfoEndpoint(webSocketAllowed, settings.needsCookie(), settings.infoParts());
        this.iframe = settings.servesIframe() ? new IframeEndpoint(settings.sockjsUrl()) : null;
        fillRoutes(on, context);
    }

    /**
     * Begins to describe an endpoint.
     *
     * @param prefix begins with a slash and ends without one; empty for the whole server
     */
    public static SockJsEndpointBuilder builder(String prefix, Backend backend) {
        return new SockJsEndpointBuilder(prefix, backend);
    }

    private void fillRoutes(Set<Transport> on, TransportContext context) {
        if (on.contains(Transport.WEBSOCKET)) {
            routes.add(Endpoint.WEBSOCKET, "GET", new WebSocketTransport(context));
        }
        if (on.contains(Transport.XHR_POLLING)) {
            routes.addCors(Endpoint.XHR, "POST", XhrTransport.polling(context));
        }
        if (on.contains(Transport.XHR_STREAMING)) {
            routes.addCors(Endpoint.XHR_STREAMING, "POST", XhrTransport.streaming(context));
        }
        if (on.contains(Transport.EVENT_SOURCE)) {
            routes.addCors(Endpoint.EVENTSOURCE, "GET", new EventSourceTransport(context));
        }
        if (on.contains(Transport.HTML_FILE)) {
            routes.addCors(Endpoint.HTMLFILE, "GET", new HtmlFileTransport(context));
        }
        if (on.contains(Transport.JSONP_POLLING)) {
            routes.addCors(Endpoint.JSONP, "GET", new JsonpTransport(context));
            routes.addCors(Endpoint.JSONP_SEND, "POST", SendEndpoint.jsonp(context));
        }
        routes.addCors(Endpoint.XHR_SEND, "POST", SendEndpoint.xhr(context));
    }

    /** The prefix below which this endpoint answers. */
    public String prefix() {
        return prefix;
    }

    /** What this endpoint has counted. */
    public Counters counters() {
        return counters;
    }

    /** Sessions whose clients do not know of an end yet; one that lingers after it is not among them. */
    public int openSessions() {
        return sessions.open();
    }

    /** Whether {@code session}, as it stands in a URL, is a session that began and has not been removed. */
    public boolean holds(String session) {
        return sessions.holds(session);
    }

    /**
     * Takes no new session from now on and closes the open ones, each after what is queued for it.
     * Goes on serving until {@link #openSessions()} is 0.
     *
     * @param status what every client is told: 1001 where the server goes, 1012 where it comes back
     */
    public void drain(CloseStatus status) {
        sessions.drain(status);
    }

    @Override
    public boolean handle(Exchange exchange) {
        Route route = routeOf(exchange);
        if (route == null) {
            return false;
        }
        serve(exchange, route);
        return true;
    }

    /** What {@code exchange} asks of this endpoint; null where its path is none below the prefix. */
    public @Nullable Route routeOf(Exchange exchange) {
        String path = exchange.path();
        String mount = exchange.mount();
        int end = mount.length() + prefix.length();
        return path.startsWith(mount)
                        && path.startsWith(prefix, mount.length())
                        && (path.length() == end || path.charAt(end) == '/')
                ? Route.parse(path.substring(end))
                : null;
    }

    /**
     * Answers {@code exchange}, now or later. For whoever stands around this endpoint and has to know the
     * route before it does.
     *
     * @param route what {@link #routeOf} said of it
     */
    public void serve(Exchange exchange, Route route) {
        if (route instanceof Route.SessionRoute session) {
            session(exchange, session);
        } else if (route instanceof Route.Greeting) {
            greeting(exchange);
        } else if (route instanceof Route.Info) {
            info(exchange);
        } else if (route instanceof Route.RawWebSocket) {
            rawWebSocket(exchange);
        } else if (route instanceof Route.Iframe) {
            iframe(exchange);
        } else {
            notFound(exchange);
        }
    }

    private void session(Exchange exchange, Route.SessionRoute route) {
        RouteTable.Entry entry = routes.find(route.endpoint());
        if (entry == null) {
            counters.add(Counter.NOT_FOUND);
            NotOfferedPage.answer(exchange, route.endpoint());
        } else if (!origins.allows(exchange)) {
            refuseOrigin(exchange);
        } else if (RouteTable.is(exchange, entry.method())) {
            entry.transport().handle(exchange, route.session());
        } else if (entry.preflight() && RouteTable.is(exchange, "OPTIONS")) {
            preflight(exchange, entry.method());
        } else {
            methodNotAllowed(
                    exchange, entry.preflight() ? "OPTIONS, " + entry.method() : entry.method());
        }
    }

    /** The prefix greets, and is a WebSocket too when asked to be one. */
    private void greeting(Exchange exchange) {
        if (rawWebSocket != null && "websocket".equalsIgnoreCase(exchange.header("Upgrade"))) {
            rawWebSocket(exchange);
        } else if (RouteTable.is(exchange, "GET")) {
            Answers.text(exchange, 200, "Welcome to SockJS!\n");
        } else {
            methodNotAllowed(exchange, "GET");
        }
    }

    private void info(Exchange exchange) {
        if (!origins.allows(exchange)) {
            refuseOrigin(exchange);
        } else if (RouteTable.is(exchange, "GET")) {
            info.handle(exchange);
        } else if (RouteTable.is(exchange, "OPTIONS")) {
            preflight(exchange, "GET");
        } else {
            methodNotAllowed(exchange, "OPTIONS, GET");
        }
    }

    private void rawWebSocket(Exchange exchange) {
        if (rawWebSocket == null) {
            notFound(exchange);
        } else if (!RouteTable.is(exchange, "GET")) {
            methodNotAllowed(exchange, "GET");
        } else if (!origins.allows(exchange)) {
            refuseOrigin(exchange);
        } else {
            rawWebSocket.handle(exchange);
        }
    }

    private void iframe(Exchange exchange) {
        if (iframe == null) {
            counters.add(Counter.NOT_FOUND);
            NotOfferedPage.answer(exchange, CachePolicy.TEN_MINUTES);
        } else if (RouteTable.is(exchange, "GET")) {
            iframe.handle(exchange);
        } else {
            methodNotAllowed(exchange, "GET");
        }
    }

    private void refuseOrigin(Exchange exchange) {
        counters.add(Counter.ORIGIN_REFUSED);
        origins.refused().accept(exchange);
        Answers.text(
                exchange,
                403,
                "This origin is not allowed here. Allow it in the endpoint's origins.\n");
    }

    private void notFound(Exchange exchange) {
        counters.add(Counter.NOT_FOUND);
        Answers.notFound(exchange);
    }

    private void methodNotAllowed(Exchange exchange, String allowed) {
        counters.add(Counter.METHOD_NOT_ALLOWED);
        Answers.bare(exchange, 405, HeaderField.constant("Allow", allowed));
    }

    private void preflight(Exchange exchange, String method) {
        List<HeaderField> fields = new ArrayList<>(8);
        fields.addAll(caching.oneYear());
        fields.addAll(CorsPolicy.preflight(
                exchange.header("Origin"),
                exchange.header("Access-Control-Request-Headers"),
                "OPTIONS, " + method));
        Answers.bare(exchange, 204, fields.toArray(HeaderField[]::new));
    }
}
