package dev.postern.it.support;

import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.SessionSettings;
import dev.postern.gateway.config.TrustedNetworks;
import dev.postern.gateway.demo.DemoServices;
import dev.postern.gateway.server.OriginChecks;
import dev.postern.gateway.server.RouteEndpoint;
import dev.postern.gateway.upstream.UpstreamBackend;
import dev.postern.gateway.upstream.UpstreamClient;
import dev.postern.servlet.SockJsServlet;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** The services of the gateway's {@code --demo} as servlets of a web application, in a process of its own. */
public final class ServletDemo {

    private static final String SOCKJS_URL = "/sockjs-test/lib/sockjs.js";

    private ServletDemo() {}

    /**
     * Serves until it is ended.
     *
     * @param args the port, 0 for any; then the URL of an application to be bridged to at {@code /app},
     *     if there is one
     */
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[0]));
        server.addConnector(connector);
        SockJsServlet.configure(server);
        ServletContextHandler application =
                new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        List<SockJsEndpoint> endpoints = new ArrayList<>(DemoServices.endpoints(SOCKJS_URL));
        if (args.length > 1) {
            endpoints.add(bridge(URI.create(args[1]), server.getThreadPool()));
        }
        for (SockJsEndpoint endpoint : endpoints) {
            application.addServlet(new SockJsServlet(endpoint), endpoint.prefix() + "/*");
        }
        server.setHandler(application);
        server.start();
        System.out.println("Listening on http://127.0.0.1:" + connector.getLocalPort() + "/");
    }

    private static SockJsEndpoint bridge(URI application, Executor threads) throws Exception {
        UpstreamClient client = new UpstreamClient(Duration.ofSeconds(10), threads);
        client.start();
        RouteConfig route = new RouteConfig("/app", application, SessionSettings.DEFAULT);
        return RouteEndpoint.of(
                route,
                new UpstreamBackend(client, route, TrustedNetworks.NONE),
                new OriginChecks(TrustedNetworks.NONE),
                List.of());
    }
}
