package dev.postern.jetty;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

import java.time.Duration;

/**
 * Makes HTTP/1 connections that hold no buffer while a request without a body waits for its answer, and
 * that are ended when a request's head takes too long.
 */
public final class TurnHttpConnectionFactory extends HttpConnectionFactory {

    /** What a head may take where nobody says otherwise. */
    public static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);

    private final HeadWatch heads;

    /** @param http see {@link SockJsHandler#configure} */
    public TurnHttpConnectionFactory(HttpConfiguration http) {
        this(http, HEAD_TIMEOUT, () -> {});
    }

    /**
     * A factory that tells of late heads.
     *
     * @param http see {@link SockJsHandler#configure}
     * @param headTimeout how long a request's head may take, from its first byte, and on a new
     *     connection from its beginning; then it is answered 408, or closed where nothing came
     * @param onLateHead runs once for each connection that ends so, on the scheduler's thread
     */
    public TurnHttpConnectionFactory(
            HttpConfiguration http, Duration headTimeout, Runnable onLateHead) {
        super(http);
        heads = new HeadWatch(headTimeout, onLateHead);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        TurnHttpConnection connection =
                new TurnHttpConnection(getHttpConfiguration(), connector, endPoint, heads);
        connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        return configure(connection, connector, endPoint);
    }
}
