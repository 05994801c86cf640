package dev.postern.it.support;

import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.jetty.SockJsHandler;
import dev.postern.servlet.SockJsServlet;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

import java.net.InetAddress;
import java.util.List;

/** Endpoints in this process, on Jetty core or as servlets of a web application. */
public final class InProcess implements AutoCloseable {

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(
            server, new HttpConnectionFactory(SockJsHandler.configure(new HttpConfiguration())));

    private InProcess() {
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
    }

    public static InProcess start(SockJsEndpoint... endpoints) throws Exception {
        InProcess started = new InProcess();
        started.server.setHandler(new SockJsHandler(List.of(endpoints)));
        started.server.start();
        return started;
    }

    /** Each endpoint a servlet; clients that want one get an HTTP session. */
    public static InProcess startServlets(SockJsEndpoint... endpoints) throws Exception {
        ServletContextHandler application =
                new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        for (SockJsEndpoint endpoint : endpoints) {
            application.addServlet(new SockJsServlet(endpoint), endpoint.prefix() + "/*");
        }
        return startApplication(application);
    }

    public static InProcess startApplication(ServletContextHandler application) throws Exception {
        InProcess started = new InProcess();
        started.server.setHandler(application);
        started.server.start();
        return started;
    }

    public int port() {
        return connector.getLocalPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
    }
}
