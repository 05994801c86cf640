package dev.postern.gateway.upstream;

import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.api.Transport;
import dev.postern.gateway.config.BinaryMode;
import dev.postern.http.WebSocketChannel;
import dev.postern.http.WebSocketListener;

import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * The application's end of the bridge: builds it when the handshake with the application is done, and
 * tells the session how the connection ended. The connection calls one method at a time, but {@link
 * #abandon}.
 */
final class BridgeHandler implements WebSocketListener {

    private static final int MESSAGE_TOO_BIG = 1009;
    private static final int INVALID_PAYLOAD = 1007;

    private static final CloseStatus LOST = CloseStatus.relayed(1006, "Upstream connection lost");
    private static final CloseStatus MISBEHAVED =
            CloseStatus.relayed(1006, "Upstream protocol error");

    private final Session session;
    private final BinaryMode binaryMode;
    private final Limits limits;
    private final Scheduler scheduler;
    private final Runnable opened;

    /** Null once answered: a bridge that stands for days needs it no more. */
    private @Nullable Connecting connecting;

    private @Nullable String subProtocol;
    private @Nullable UpstreamSender sender;
    private @Nullable UpstreamReader reader;
    private volatile @Nullable UpstreamBridge bridge;
    private volatile boolean abandoned;

    /** @param opened runs when the application has taken the session */
    BridgeHandler(
            Session session,
            Connecting connecting,
            BinaryMode binaryMode,
            Limits limits,
            Scheduler scheduler,
            Runnable opened) {
        this.session = session;
        this.connecting = connecting;
        this.binaryMode = binaryMode;
        this.limits = limits;
        this.scheduler = scheduler;
        this.opened = opened;
    }

    /** Before it is open: which sub-protocol the application chose. */
    void subProtocol(@Nullable String chosen) {
        // A SockJS client offers none and hears of none.
        if (session.handshake().transport() == Transport.RAW_WEBSOCKET) {
            subProtocol = chosen;
        }
    }

    @Override
    public void onOpen(WebSocketChannel upstream) {
        UpstreamSender toUpstream = new UpstreamSender(upstream, session, limits, scheduler);
        UpstreamReader toSession = new UpstreamReader(upstream, session, toUpstream, binaryMode);
        UpstreamBridge built = new UpstreamBridge(toUpstream, toSession);
        sender = toUpstream;
        reader = toSession;
        bridge = built;
        opened.run();
        Objects.requireNonNull(connecting).accept(built, subProtocol);
        connecting = null;
        // Whichever of the two came first, the other sees it.
        if (abandoned) {
            built.onClose(CloseStatus.GOING_AWAY);
        }
        upstream.demand();
    }

    /** The client gave up before the answer; an answer given all the same is taken back. From any thread. */
    void abandon() {
        abandoned = true;
        UpstreamBridge built = bridge;
        if (built != null) {
            built.onClose(CloseStatus.GOING_AWAY);
        }
    }

    @Override
    public void onTexts(List<String> texts) {
        Objects.requireNonNull(reader).texts(texts);
    }

    @Override
    public void onBinary(ByteBuffer data) {
        Objects.requireNonNull(reader).binary(data);
    }

    @Override
    public void onClose(int code, String reason) {
        Objects.requireNonNull(sender).closeBegun();
        Objects.requireNonNull(reader).end(CloseStatus.relayed(code, reason));
    }

    @Override
    public void onBreach(int code, String reason) {
        Objects.requireNonNull(sender).closeBegun();
        Objects.requireNonNull(reader)
                .end(
                        switch (code) {
                            case MESSAGE_TOO_BIG -> CloseStatus.TOO_BIG;
                            case INVALID_PAYLOAD -> CloseStatus.INVALID_UTF8;
                            default -> MISBEHAVED;
                        });
    }

    @Override
    public void onAbort(Throwable cause) {
        Objects.requireNonNull(sender).stop();
        Objects.requireNonNull(reader).end(LOST);
    }
}
