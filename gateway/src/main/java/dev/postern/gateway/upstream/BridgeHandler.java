package dev.postern.gateway.upstream;

import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.api.Transport;
import dev.postern.gateway.config.BinaryMode;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * The application's end of the bridge: builds it when the handshake with the application is done, and
 * tells the session how the connection ended. Jetty calls one method at a time, but {@link #abandon}.
 */
final class BridgeHandler implements FrameHandler {

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

    private @Nullable UpstreamSender sender;
    private @Nullable UpstreamReader reader;
    private volatile @Nullable UpstreamBridge bridge;
    private volatile boolean abandoned;
    private CloseStatus ending = LOST;

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

    @Override
    public void onOpen(CoreSession upstream, Callback callback) {
        UpstreamSender toUpstream = new UpstreamSender(upstream, session, limits, scheduler);
        UpstreamReader toSession =
                new UpstreamReader(upstream, session, toUpstream, binaryMode, limits.maxMessage());
        UpstreamBridge built = new UpstreamBridge(toUpstream, toSession);
        sender = toUpstream;
        reader = toSession;
        bridge = built;
        callback.succeeded();
        opened.run();
        Objects.requireNonNull(connecting).accept(built, subProtocol(upstream));
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

    /** A SockJS client offers no sub-protocol and hears of none. */
    private @Nullable String subProtocol(CoreSession upstream) {
        return session.handshake().transport() == Transport.RAW_WEBSOCKET
                ? upstream.getNegotiatedSubProtocol()
                : null;
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        if (frame.getOpCode() == OpCode.CLOSE) {
            onCloseFrame(frame);
        } else {
            Objects.requireNonNull(reader).onFrame(frame);
        }
        // Jetty answers a Close frame when this succeeds.
        callback.succeeded();
    }

    private void onCloseFrame(Frame frame) {
        var status = org.eclipse.jetty.websocket.core.CloseStatus.getCloseStatus(frame);
        String reason = status.getReason();
        end(CloseStatus.relayed(status.getCode(), reason == null ? "" : reason));
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        if (cause instanceof CloseException violation) {
            ending = switch (violation.getStatusCode()) {
                case org.eclipse.jetty.websocket.core.CloseStatus.MESSAGE_TOO_LARGE ->
                    CloseStatus.TOO_BIG;
                case org.eclipse.jetty.websocket.core.CloseStatus.BAD_PAYLOAD ->
                    CloseStatus.INVALID_UTF8;
                default -> MISBEHAVED;
            };
        }
        callback.succeeded();
    }

    /** Without a Close frame before it, this is a lost connection; after one, the session knows already. */
    @Override
    public void onClosed(org.eclipse.jetty.websocket.core.CloseStatus status, Callback callback) {
        end(ending);
        callback.succeeded();
    }

    private void end(CloseStatus status) {
        UpstreamSender toUpstream = sender;
        if (toUpstream != null) {
            toUpstream.stop();
        }
        session.close(status);
    }
}
