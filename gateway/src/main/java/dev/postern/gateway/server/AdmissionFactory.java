package dev.postern.gateway.server;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;

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
    private final Occurrences refused;
    private final AtomicInteger refusals = new AtomicInteger();

    /**
     * A factory in front of the next one of its connector.
     *
     * @param most connections at one time
     * @param refused told of each that is one too many
     */
    AdmissionFactory(int most, Occurrences refused) {
        super("admission");
        this.most = most;
        this.refused = refused;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        // Approximate while two selectors accept at once: by as many as there are of them.
        if (connector.getConnectedEndPoints().size() - refusals.get() < most) {
            ConnectionFactory next = connector.getConnectionFactory(
                    Objects.requireNonNull(findNextProtocol(connector)));
            return next.newConnection(connector, endPoint);
        }
        refused.another();
        boolean answered = refusals.incrementAndGet() <= MOST_REFUSALS;
        return new RefusedConnection(
                endPoint, connector.getExecutor(), answered, refusals::decrementAndGet);
    }
}
