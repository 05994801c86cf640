package dev.postern.servlet;

import dev.postern.api.Turn;
import dev.postern.http.ExchangeHandler;
import dev.postern.jetty.JettyExchange;
import dev.postern.jetty.SockJsHandler;
import dev.postern.transport.Answers;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Mounts endpoints in a servlet web application on Jetty 12.1 (ee10): each request goes to the first of
 * them that answers it; where none does the answer is 404. The servlet's mapping is the endpoint's prefix,
 * which follows the context path:
 *
 * <pre>{@code
 * SockJsEndpoint echo = SockJsEndpoint.builder("/echo", backend).build();
 * context.addServlet(new SockJsServlet(echo), "/echo/*");
 * SockJsServlet.configure(server);
 * }</pre>
 *
 * <p>Serves WebSockets by itself: neither Jetty's WebSocket container nor its filter is needed. Filters in
 * front see each request; the response passes by what they wrap around it, for a frame that somebody
 * buffers or compresses is late. They, and this servlet, must support asynchronous requests.
 *
 * <p>What a container authenticates is the session's principal, and its requests the session's alone. A
 * backend finds the {@code HttpServletRequest} that opened a session among its handshake's attributes.
 */
public final class SockJsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient List<ExchangeHandler> handlers;

    private transient @Nullable WebSocketComponents components;

    /** A servlet for {@code handlers}, asked in this order. */
    public SockJsServlet(ExchangeHandler... handlers) {
        this.handlers = List.of(handlers);
    }

    /**
     * Prepares the connectors of {@code server}, as {@link SockJsHandler#configure} does: a path with
     * {@code //}, {@code /./} or {@code %2f} in it is then answered 404, as SockJS wants it, instead of
     * 400. Other servlets of that server see such paths too; Jetty lets none of them be decoded.
     *
     * @return {@code server}
     */
    public static Server configure(Server server) {
        for (var connector : server.getConnectors()) {
            for (var factory : connector.getConnectionFactories()) {
                if (factory instanceof HttpConfiguration.ConnectionFactory http) {
                    SockJsHandler.configure(http.getHttpConfiguration());
                }
            }
        }
        return server;
    }

    /**
     * Finds the server.
     *
     * @throws ServletException where this servlet, or a filter in front of it, does not support
     *     asynchronous requests, or where the container is not Jetty; says what to do
     */
    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        ServletContextHandler context =
                ServletContextHandler.getServletContextHandler(config.getServletContext());
        if (context == null) {
            throw new ServletException("SockJsServlet runs on Jetty 12.1 (ee10) only, this is "
                    + config.getServletContext().getServerInfo());
        }
        AsyncSupport.require(context.getServletHandler(), config.getServletName());
        components =
                WebSocketServerComponents.ensureWebSocketComponents(context.getServer(), context);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        WebSocketComponents started = components;
        if (started == null) {
            throw new IllegalStateException("not initialized");
        }
        ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
        AsyncCompletion completion = AsyncCompletion.start(request, core.getServletChannel());
        // Past the servlet's own response, which rewrites content types and writes chunks late.
        JettyExchange exchange = new JettyExchange(
                core, core.getServletContextResponse().getWrapped(), completion, started);
        ServletExchange face =
                new ServletExchange(exchange, request, core.getServletContextResponse());
        Turn.run(() -> exchange.offerTo(handlers, face));
        if (!exchange.isTaken()) {
            Answers.notFound(face);
        }
    }
}
