package dev.postern.stomp;

import dev.postern.api.Backend;
import dev.postern.api.Connecting;
import dev.postern.api.Session;
import dev.postern.session.SessionTimers;

import java.time.Duration;
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
 * hears frames; any other hears each as one text, or as bytes where it came in bytes. CONNECT's {@code
 * heart-beat} is {@code 0,0} there, for heart-beats go from hop to hop, and its {@code accept-version}
 * is the one version to speak.
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
    private final long quietest;
    private final SessionTimers timers;

    /**
     * @param backend must never block; an endpoint's builder sees to that
     * @param sessionHeartbeat the silence after which a session writes a heartbeat of its own: STOMP's,
     *     where the client wants any, come a little sooner
     */
    public StompGate(Backend backend, StompSettings settings, Duration sessionHeartbeat) {
        this(backend, settings, sessionHeartbeat, SessionTimers.shared());
    }

    StompGate(
            Backend backend,
            StompSettings settings,
            Duration sessionHeartbeat,
            SessionTimers timers) {
        if (!backend.neverBlocks()) {
            throw new IllegalArgumentException("a gate's backend must never block");
        }
        this.backend = backend;
        this.settings = settings;
        this.quietest = (long) (sessionHeartbeat.toNanos() * BEFORE_SESSION_HEARTBEAT);
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
                backend, settings, offered, session, new HeartBeats(quietest, timers));
        connecting.accept(client, offered == null ? null : offered.subProtocol());
        client.start();
    }
}
