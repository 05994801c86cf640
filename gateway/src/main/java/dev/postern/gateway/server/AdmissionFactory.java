package dev.postern.gateway.server;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets no more connections in than there is room for. Stands before the factory of the protocol that
 * clients speak. Who is in notices nothing of who is not.
 */
final class AdmissionFactory extends AbstractConnectionFactory {

    /** Refused connections that wait for the request to answer; each holds a descriptor meanwhile. */
    static final int MOST_REFUSALS = 128;

    private final int most;
    private final Duration patience;
    private final Occurrences refused;

    /** Refused ones that are open; never more than are among the connector's, so that none is let in for it. */
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * A factory in front of the next one of its connector.
     *
     * @param most connections at one time
     * @param patience how long the request of a refused one is awaited, to be answered
     * @param refused told of each that is one too many
     */
    AdmissionFactory(int most, Duration patience, Occurrences refused) {
        super("admission");
        this.most = most;
        this.patience = patience;
        this.refused = refused;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        if (admitted(connector) < most) {
            ConnectionFactory next = connector.getConnectionFactory(
                    Objects.requireNonNull(findNextProtocol(connector)));
            return next.newConnection(connector, endPoint);
        }
        refused.another();
        Duration time = waiting.get() < MOST_REFUSALS ? patience : Duration.ZERO;
        return new RefusedConnection(endPoint, connector.getExecutor(), time, waiting);
    }

    /**
     * Open connections that were let in; less those that another thread is about to open. One that was
     * refused is among the connector's for longer than it is waiting: the two are read at a moment
     * between such changes, as an odd one would let in one too many.
     */
    private int admitted(Connector connector) {
        int admitted;
        int refusedMeanwhile;
        do {
            refusedMeanwhile = waiting.get();
            admitted = connector.getConnectedEndPoints().size() - refusedMeanwhile;
        } while (waiting.get() != refusedMeanwhile);
        return admitted;
    }

    /** Refused connections that are open still. */
    int waiting() {
        return waiting.get();
    }
}
