package dev.postern.benchmark.server;

import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;

import java.net.InetAddress;

/** Spring's SockJS as a Spring MVC application has it, on the same Jetty. */
public final class SpringServer {

    private SpringServer() {}

    /** Serves until it is ended. */
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);

        AnnotationConfigWebApplicationContext application =
                new AnnotationConfigWebApplicationContext();
        application.register(SpringSockJs.class);
        ServletHolder dispatcher = new ServletHolder(new DispatcherServlet(application));
        dispatcher.setInitOrder(1);
        dispatcher.setAsyncSupported(true);

        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.addServlet(dispatcher, "/");
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        server.setHandler(context);
        server.start();
        Port.tell(connector.getLocalPort());
    }
}
