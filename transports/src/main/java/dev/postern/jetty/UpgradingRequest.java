package dev.postern.jetty;

import dev.postern.http.WebSocketSettings;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * What Jetty's handshake is given in place of the request: it negotiates as the settings say, and when
 * Jetty hangs its WebSocketConnection on the request, hangs ours there instead. Jetty offers no other
 * way to a connection that reads on the selector's thread.
 */
final class UpgradingRequest extends Request.Wrapper implements WebSocketNegotiator {

    private static final String DEFLATE = "permessage-deflate";

    /** Borrowed only while there is something to read; one read then holds a turn's work. */
    private static final int READ_BYTES = 16 * 1024;

    private final WebSocketSettings settings;
    private final JettyWebSocket webSocket;
    private @Nullable WebSocketCoreSession session;

    UpgradingRequest(Request request, WebSocketSettings settings, JettyWebSocket webSocket) {
        super(request);
        this.settings = settings;
        this.webSocket = webSocket;
    }

    @Override
    public FrameHandler negotiate(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        if (settings.subProtocol() != null) {
            response.setAcceptedSubProtocol(settings.subProtocol());
        }
        // Jetty accepts whatever extension it has found by ServiceLoader.
        response.setExtensions(
                settings.deflate()
                        ? response.getExtensions().stream()
                                .filter(extension -> extension.getName().equals(DEFLATE))
                                .toList()
                        : List.of());
        return webSocket;
    }

    @Override
    public void customize(Configuration configuration) {
        session = (WebSocketCoreSession) configuration;
        configuration.setIdleTimeout(Duration.ZERO);
        configuration.setInputBufferSize(READ_BYTES);
        // A large frame comes in the pieces in which it arrives, and MessageAssembly says when it
        // is
        // too large: otherwise Jetty would reserve all the bytes that a frame's first ten announce.
        // What is sent is never cut: that would take a largest frame too.
        configuration.setAutoFragment(true);
        configuration.setMaxFrameSize(0);
    }

    @Override
    public @Nullable Object setAttribute(String name, Object attribute) {
        return super.setAttribute(
                name, attribute instanceof WebSocketConnection theirs ? ours(theirs) : attribute);
    }

    private WebSocketConnection ours(WebSocketConnection theirs) {
        WebSocketCoreSession negotiated = session;
        if (negotiated == null) {
            throw new IllegalStateException("a connection before its session");
        }
        Connector connector = getConnectionMetaData().getConnector();
        NonBlockingWebSocketConnection ours = new NonBlockingWebSocketConnection(
                theirs.getEndPoint(),
                connector.getExecutor(),
                connector.getScheduler(),
                connector.getByteBufferPool(),
                negotiated);
        ours.setUseInputDirectByteBuffers(theirs.isUseInputDirectByteBuffers());
        ours.setUseOutputDirectByteBuffers(theirs.isUseOutputDirectByteBuffers());
        connector.getEventListeners().forEach(ours::addEventListener);
        negotiated.setWebSocketConnection(ours);
        return ours;
    }
}
