package dev.postern.stomp;

import dev.postern.api.Backend;
import dev.postern.api.Connecting;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.session.SessionTimers;

import java.util.List;

/**
 * Stands before a backend that speaks STOMP. It takes each session at once and talks with its client
 * until CONNECT is accepted; then it asks the backend, as a session whose handshake names the {@link
 * dev.postern.api.Identity} that the credentials gave, and passes frames on, each whole and in order,
 * beginning with CONNECT. From then on it watches over limits and rules and keeps the heart-beats on
 * the client's side. A client that breaks a rule, or whom the backend does not take, hears an ERROR,
 * and the session closes.
 *
 * <p>The backend's session is a {@link StompSession}. A connection that is a {@link StompConnection}
 * hears frames; any other hears each as one text, or as bytes where any of it came in bytes. CONNECT's
 * {@code heart-beat} is {@code 0,0} there, for heart-beats go from hop to hop, and its {@code
 * accept-version} is the one version to speak. What the backend sends is one frame a message; after an
 * ERROR of its own the session closes with 1008.
 */
public final class StompGate implements Backend {

    /** What a gate speaks, as WebSocket handshakes name it, best first. */
    public static final List<String> SUB_PROTOCOLS = List.of(
            StompVersion.V1_2.subProtocol(),
            StompVersion.V1_1.subProtocol(),
            StompVersion.V1_0.subProtocol());

    /** An {@code h} is due after a silence; a heart-beat a little before that lets it rest. */
    private static final double BEFORE_SESSION_HEARTBEAT = 0.8;

    private final Backend backend;
    private final StompSettings settings;
    private final Limits limits;
    private final long quietest;
    private final SessionTimers timers;

    /**
     * @param backend must never block; an endpoint's builder sees to that
     * @param limits those of the sessions: STOMP's heart-beats, where the client wants any, come a
     *     little sooner than the session's own, and past the mark of what is received a client is not
     *     read
     */
    public StompGate(Backend backend, StompSettings settings, Limits limits) {
        this(backend, settings, limits, SessionTimers.shared());
    }

    StompGate(Backend backend, StompSettings settings, Limits limits, SessionTimers timers) {
        if (!backend.neverBlocks()) {
            throw new IllegalArgumentException("a gate's backend must never block");
        }
        this.backend = backend;
        this.settings = settings;
        this.limits = limits;
        this.quietest = (long) (limits.heartbeat().toNanos() * BEFORE_SESSION_HEARTBEAT);
        this.timers = timers;
    }

    @Override
    public boolean neverBlocks() {
        return true;
    }

    @Override
    public void connect(Session session, Connecting connecting) {
        StompVersion offered = StompVersion.offered(session.handshake().subProtocols());
        GatedClient client = new GatedClient(
                backend,
                settings,
                offered,
                session,
                new HeartBeats(quietest, timers),
                limits.receiveHighMark());
        connecting.accept(client, offered == null ? null : offered.subProtocol());
        client.start();
    }
}
