package dev.postern.gateway.stomp.relay;

import dev.postern.api.Backend;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.gateway.config.BrokerAddress;
import dev.postern.gateway.config.BrokerTarget;
import dev.postern.gateway.config.RelaySettings;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.stomp.StompSession;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Relays each session of a route to a STOMP broker, over a TCP connection of its own. It stands behind
 * a {@link dev.postern.stomp.StompGate}, which brings a session when its client has said CONNECT.
 */
public final class Relay implements Backend {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private static final CloseStatus NAMELESS =
            new CloseStatus(CloseStatus.UNAUTHORIZED.code(), "No name to log in with");

    private final String prefix;
    private final BrokerTarget target;
    private final RelaySettings settings;
    private final Limits limits;
    private final BrokerConnector connector;
    private final BrokerAccess access;
    private final ConnectQueue queue;
    private final RelayCounters counters = new RelayCounters();

    /** So that a broker that is down makes one line of log, not one a session. */
    private final AtomicBoolean down = new AtomicBoolean();

    /** The same for a login of the relay's own that a broker does not take. */
    private final AtomicBoolean refused = new AtomicBoolean();

    /**
     * A relay that has connected to nothing yet.
     *
     * @param connector started before the first session comes
     * @param route whose sessions come
     * @throws dev.postern.gateway.config.ConfigException where the trust store can't be used
     */
    public Relay(BrokerConnector connector, RouteConfig route, BrokerTarget target) {
        this.connector = connector;
        this.prefix = route.prefix();
        this.target = target;
        this.settings = route.relay();
        this.limits = route.limits();
        this.access = new BrokerAccess(connector, target, settings);
        this.queue = new ConnectQueue(
                connector::schedule,
                connector::now,
                settings.connectTimeout(),
                settings.reconnectSpread());
    }

    /**
     * How long it may take at most until a session has its answer: it may wait for its broker, then for
     * its turn, then for an answer, and then to be told that there is none.
     */
    public static Duration longestConnect(RelaySettings settings) {
        return settings.connectTimeout().plus(settings.reconnectSpread()).multipliedBy(2);
    }

    @Override
    public boolean neverBlocks() {
        return true;
    }

    @Override
    public void connect(Session session, Connecting connecting) {
        if (!ConnectFrame.hasLoginFor(session.handshake().identity(), settings)) {
            counters.nameless.increment();
            connecting.refuse(NAMELESS);
        } else if (session instanceof StompSession stomp) {
            connecting.accept(new RelayedSession(this, stomp));
        } else {
            throw new IllegalStateException("a relay stands behind a gate");
        }
    }

    /** What has happened here since it was built. */
    public RelayCounters counters() {
        return counters;
    }

    // For its sessions

    BrokerTarget target() {
        return target;
    }

    RelaySettings settings() {
        return settings;
    }

    Limits limits() {
        return limits;
    }

    /** Bytes of the largest frame that a broker may send: the same as for a client. */
    int maxFrame() {
        return limits.maxMessage();
    }

    BrokerConnector connector() {
        return connector;
    }

    BrokerAccess access() {
        return access;
    }

    ConnectQueue queue() {
        return queue;
    }

    // What they tell, for the log and the counters

    void unreachable(BrokerAddress broker, Throwable cause) {
        if (down.compareAndSet(false, true)) {
            LOG.warn(
                    "{}: broker {} can't be reached: {}",
                    prefix,
                    broker,
                    ConnectFailure.describe(broker, cause));
        }
    }

    void connected(BrokerAddress broker) {
        counters.connected.increment();
        queue.connected();
        if (down.get() && down.compareAndSet(true, false)) {
            LOG.info(
                    "{}: broker {} is reached again; {} sessions wait",
                    prefix,
                    broker,
                    queue.size());
        }
    }

    void loggedIn() {
        if (refused.get()) {
            refused.set(false);
        }
    }

    /** A client's own login is the client's to mend. */
    void loginRefused(String broker) {
        if (settings.login() != null && refused.compareAndSet(false, true)) {
            LOG.warn(
                    "{}: broker {} refused a login by relay.login and relay.passcode; its own log says why",
                    prefix,
                    broker);
        }
    }

    void lost(String broker, Throwable cause) {
        counters.lost.increment();
        if (queue.lost()) {
            LOG.warn("{}: broker {} is lost: {}", prefix, broker, cause.toString());
        } else {
            LOG.debug("{}: broker {} is lost: {}", prefix, broker, cause.toString());
        }
    }

    void misunderstood(String broker, String why) {
        counters.misunderstood.increment();
        LOG.warn("{}: broker {} is not understood: {}", prefix, broker, why);
    }
}
