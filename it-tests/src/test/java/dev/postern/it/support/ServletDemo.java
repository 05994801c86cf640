package dev.postern.it.support;

import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.gateway.demo.DemoServices;
import dev.postern.servlet.SockJsServlet;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The services of the gateway's {@code --demo} as servlets of a web application, in a process of its own. */
public final class ServletDemo {

    private static final String SOCKJS_URL = "/sockjs-test/lib/sockjs.js";

    private ServletDemo() {}

    /**
     * Serves until it is ended.
     *
     * @param args the port, 0 for any
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
        for (SockJsEndpoint endpoint : DemoServices.endpoints(SOCKJS_URL)) {
            application.addServlet(new SockJsServlet(endpoint), endpoint.prefix() + "/*");
        }
        server.setHandler(application);
        server.start();
        System.out.println("Listening on http://127.0.0.1:" + connector.getLocalPort() + "/");
    }
}
