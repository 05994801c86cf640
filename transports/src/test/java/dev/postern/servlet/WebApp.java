package dev.postern.servlet;

import dev.postern.api.Backend;
import dev.postern.api.Transport;
import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.testing.IdleTimeoutHandler;
import dev.postern.testing.RawHttp;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A web application at {@code /app} on a server of its own. */
final class WebApp implements AutoCloseable {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    private WebApp(Consumer<ServletContextHandler> wiring, UnaryOperator<Handler> around)
            throws Exception {
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(60_000);
        server.addConnector(connector);
        SockJsServlet.configure(server);
        ServletContextHandler context =
                new ServletContextHandler("/app", ServletContextHandler.SESSIONS);
        wiring.accept(context);
        server.setHandler(around.apply(context));
        try {
            server.start();
        } catch (Exception e) {
            server.stop();
            throw e;
        }
    }

    static WebApp start(Consumer<ServletContextHandler> wiring) throws Exception {
        return new WebApp(wiring, context -> context);
    }

    static WebApp startInside(UnaryOperator<Handler> around, Consumer<ServletContextHandler> wiring)
            throws Exception {
        return new WebApp(wiring, around);
    }

    /** From its first request on a connection has that time-out, as if it were its connector's. */
    static UnaryOperator<Handler> withIdleTimeout(Duration timeout) {
        return context -> new IdleTimeoutHandler(context, timeout);
    }

    /** Mounts {@code backend} at {@code /echo}. */
    static SockJsEndpoint mount(ServletContextHandler context, Backend backend) {
        SockJsEndpoint endpoint = SockJsEndpoint.builder("/echo", backend)
                .transports(EnumSet.allOf(Transport.class))
                .build();
        context.addServlet(new SockJsServlet(endpoint), "/echo/*");
        return endpoint;
    }

    int port() {
        return connector.getLocalPort();
    }

    RawHttp connect() throws IOException {
        return RawHttp.connect(port());
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
