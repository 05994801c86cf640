package dev.postern.jetty;

import dev.postern.api.Turn;
import dev.postern.http.ExchangeHandler;

import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.List;

/**
 * Mounts endpoints on a Jetty server: each request goes to the first of them that answers it; where
 * none does the next Jetty handler is asked, or Jetty answers 404.
 *
 * <pre>{@code
 * Server server = new Server();
 * HttpConfiguration http = SockJsHandler.configure(new HttpConfiguration());
 * server.addConnector(new TurnConnector(server, new TurnHttpConnectionFactory(http)));
 * server.setHandler(new SockJsHandler(List.of(endpoint)));
 * }</pre>
 *
 * <p>Requests are handled on the selector's thread, each in a {@link Turn}. A handler around this one
 * has to be non-blocking too ({@code Handler.Wrapper} is), else every request changes threads.
 */
public final class SockJsHandler extends Handler.Abstract.NonBlocking {

    /** What the raw path may hold: SockJS answers 404 where Jetty of its own would say 400. */
    private static final UriCompliance RAW_PATHS = new UriCompliance(
            "RAW_PATHS",
            EnumSet.of(
                    Violation.AMBIGUOUS_PATH_SEGMENT,
                    Violation.AMBIGUOUS_EMPTY_SEGMENT,
                    Violation.AMBIGUOUS_PATH_SEPARATOR,
                    Violation.AMBIGUOUS_PATH_PARAMETER,
                    Violation.AMBIGUOUS_PATH_ENCODING,
                    Violation.UTF16_ENCODINGS,
                    Violation.BAD_UTF8_ENCODING,
                    Violation.BAD_PERCENT_ENCODING,
                    Violation.SUSPICIOUS_PATH_CHARACTERS));

    private final List<ExchangeHandler> handlers;

    private @Nullable WebSocketComponents components;

    /** @param handlers asked in this order */
    public SockJsHandler(List<ExchangeHandler> handlers) {
        this.handlers = List.copyOf(handlers);
    }

    /**
     * Prepares a connector's configuration: odd paths reach the handler, which routes on the path as
     * it came, connections keep no cache of header fields, and responses say nothing of the server's
     * version. Other handlers of that connector see those paths too: they must not trust a decoded path.
     *
     * @return {@code http}
     */
    public static HttpConfiguration configure(HttpConfiguration http) {
        http.setUriCompliance(RAW_PATHS);
        // From its second request on a connection's cache of fields holds 100 KB; without it a
        // request
        // costs no more that could be measured.
        http.setHeaderCacheSize(0);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        return http;
    }

    @Override
    protected void doStart() throws Exception {
        components = WebSocketServerComponents.ensureWebSocketComponents(getServer());
        super.doStart();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        WebSocketComponents started = components;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        JettyExchange exchange = new JettyExchange(request, response, callback, started);
        Turn.run(() -> exchange.offerTo(handlers, exchange));
        return exchange.isTaken();
    }
}
