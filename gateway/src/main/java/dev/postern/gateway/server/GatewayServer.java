package dev.postern.gateway.server;

import dev.postern.gateway.config.ListenerSettings;
import dev.postern.http.ExchangeHandler;
import dev.postern.jetty.SockJsHandler;
import dev.postern.jetty.TurnConnector;
import dev.postern.jetty.TurnHttpConnectionFactory;
import dev.postern.jetty.TurnThreadPool;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The listener: one Jetty server with one plain HTTP/1.1 connector. */
public final class GatewayServer {

    /**
     * Selectors take a thread each, and what may block (address look-ups, reading on after a pause) the
     * few others. Requests and messages need none.
     */
    private static final int MAX_THREADS = 64;

    /** Connections that wait to be accepted while a burst of clients comes back at once. */
    private static final int BACKLOG = 4096;

    /** Longer than a session waits for a client that does not read: it has a reason to give. */
    private static final int IDLE_MILLIS = 60_000;

    /** A client that connects has something to say. */
    private static final Duration REFUSAL_PATIENCE = Duration.ofSeconds(2);

    private final Server server;
    private final Floods floods;
    private final ServerConnector connector;

    /**
     * @param threads started and stopped with this server
     * @param listener where to listen
     * @param maxConnections connections at one time
     * @param handlers asked in this order
     */
    public GatewayServer(
            QueuedThreadPool threads,
            ListenerSettings listener,
            int maxConnections,
            List<ExchangeHandler> handlers) {
        server = new Server(threads);
        floods = new Floods(listener, maxConnections);
        HttpConfiguration http = SockJsHandler.configure(new HttpConfiguration());
        connector = new TurnConnector(
                server,
                new AdmissionFactory(maxConnections, REFUSAL_PATIENCE, floods.refused()),
                new TurnHttpConnectionFactory(
                        http, listener.headTimeout(), floods.lateHeads()::another));
        connector.setHost(listener.host());
        connector.setPort(listener.port());
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new SockJsHandler(handlers));
        server.setErrorHandler(new PlainErrors());
    }

    /** Threads for a server and what runs beside it. */
    public static QueuedThreadPool threads() {
        QueuedThreadPool threads = new TurnThreadPool(MAX_THREADS);
        threads.setName("postern");
        return threads;
    }

    /**
     * Opens the port and starts to serve.
     *
     * @throws IOException if the port can't be had
     * @throws Exception for whatever else Jetty does not start for
     */
    public void start() throws Exception {
        connector.open();
        server.start();
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** What it did not put up with. */
    public Floods floods() {
        return floods;
    }

    /** Closes the port and all connections. */
    public void stop() throws Exception {
        server.stop();
    }
}
