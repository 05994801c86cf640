package dev.postern.samples.portfolio;

import dev.postern.jetty.SockJsHandler;
import dev.postern.samples.portfolio.app.PortfolioApplication;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The portfolio on an embedded Jetty.
 *
 * <pre>{@code
 * java -jar samples/target/samples.jar [--port 8081] [--tick 1000] [--spring]
 * }</pre>
 */
public final class Portfolio implements AutoCloseable {

    private static final int PORT = 8081;
    private static final int TICK_MILLIS = 1000;

    private final Server server;
    private final ServerConnector connector;
    private final AnnotationConfigWebApplicationContext application;

    private Portfolio(
            Server server,
            ServerConnector connector,
            AnnotationConfigWebApplicationContext application) {
        this.server = server;
        this.connector = connector;
        this.application = application;
    }

    /** Serves until it is ended. */
    public static void main(String[] args) throws Exception {
        List<String> arguments = List.of(args);
        SockJs sockJs = arguments.contains("--spring") ? SockJs.SPRING : SockJs.POSTERN;
        Portfolio portfolio = start(
                sockJs,
                option(arguments, "--port", PORT),
                Duration.ofMillis(option(arguments, "--tick", TICK_MILLIS)));
        System.out.println("The portfolio is at http://127.0.0.1:" + portfolio.port() + "/ on "
                + (sockJs == SockJs.SPRING ? "Spring's SockJS" : "Postern"));
    }

    private static int option(List<String> arguments, String name, int otherwise) {
        int at = arguments.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(arguments.get(at + 1));
    }

    /**
     * Starts it on the loopback.
     *
     * @param port 0 for any that is free
     * @param tick how often the quotes move
     */
    public static Portfolio start(SockJs sockJs, int port, Duration tick) throws Exception {
        AnnotationConfigWebApplicationContext application =
                new AnnotationConfigWebApplicationContext();
        application.register(PortfolioApplication.class);
        application
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "options", Map.of("portfolio.tick", tick.toMillis())));
        Server server = new Server();
        server.setHandler(
                sockJs == SockJs.SPRING
                        ? OnSpring.handler(application)
                        : OnPostern.handler(application));
        HttpConfiguration http = SockJsHandler.configure(new HttpConfiguration());
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setPort(port);
        server.addConnector(connector);
        server.start();
        return new Portfolio(server, connector, application);
    }

    /** Where it listens. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        application.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
    }
}
