package dev.postern.gateway.upstream;

import dev.postern.api.CloseStatus;
import dev.postern.jetty.NonBlockingWebSocketConnection;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.ExtensionStack;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.Negotiated;
import org.eclipse.jetty.websocket.core.WebSocketConstants;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.UpgradeListener;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * One opening handshake with an application (RFC 6455 §4.1). Ends with the connection handed to the
 * {@link FrameHandler}, or with a refusal, or, once abandoned, with neither.
 */
final class UpstreamAttempt extends CoreClientUpgradeRequest implements Response.Listener {

    private final WebSocketCoreClient client;
    private final FrameHandler handler;
    private final BiConsumer<CloseStatus, @Nullable Throwable> refused;
    private final Random masks;

    private volatile @Nullable Future<?> pending;
    private volatile boolean abandoned;

    /**
     * @param refused hears, at most once, why there is no connection
     * @param masks where the masking keys come from (RFC 6455 §5.3)
     */
    UpstreamAttempt(
            WebSocketCoreClient client,
            URI url,
            Duration timeout,
            Random masks,
            FrameHandler handler,
            BiConsumer<CloseStatus, @Nullable Throwable> refused) {
        super(client, url);
        this.client = client;
        this.handler = handler;
        this.refused = refused;
        this.masks = masks;
        timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        addListener(new UpgradeListener() {
            @Override
            public void onHandshakeRequest(Request request) {
                // The client's own idle time-out is short, for connections that nobody wants any
                // more.
                request.idleTimeout(timeout.toMillis() + 1000, TimeUnit.MILLISECONDS);
            }
        });
    }

    @Override
    public FrameHandler getFrameHandler() {
        return handler;
    }

    void start() {
        Future<?> sent = sendAsync();
        pending = sent;
        if (abandoned) {
            sent.cancel(true);
        }
    }

    /** Closes the connection at whatever point it is, or takes the request out of the queue. */
    void abandon() {
        abandoned = true;
        Future<?> sent = pending;
        if (sent != null) {
            sent.cancel(true);
        }
    }

    /** Jetty leaves a connection open whose upgrade failed, and nobody else knows it any more. */
    @Override
    public HttpUpgrader newHttpUpgrader(HttpVersion version) {
        HttpUpgrader upgrader = super.newHttpUpgrader(version);
        return new HttpUpgrader() {
            @Override
            public void prepare(Request request) {
                upgrader.prepare(request);
            }

            @Override
            public void upgrade(Response response, EndPoint endPoint, Callback callback) {
                upgrader.upgrade(response, endPoint, Callback.from(callback::succeeded, failure -> {
                    endPoint.close();
                    callback.failed(failure);
                }));
            }
        };
    }

    /** A refusal is clear from its head; its body, and this connection, are of no use to anybody. */
    @Override
    public void onHeaders(Response response) {
        int status = response.getStatus();
        if (status != HttpStatus.SWITCHING_PROTOCOLS_101) {
            Future<?> unused = response.abort(new RefusedException(status));
        }
    }

    @Override
    public void onComplete(Result result) {
        Throwable failure = result.getFailure();
        if (failure instanceof RefusedException refusal) {
            refused.accept(Refusals.forStatus(refusal.status), null);
        } else if (failure != null && !(failure instanceof CancellationException)) {
            refused.accept(Refusals.forFailure(failure), failure);
        }
    }

    /** As the superclass, but with a connection of our own, and no extension (none was offered). */
    @Override
    public void upgrade(Response response, EndPoint endPoint) {
        if (response.getHeaders().contains(HttpHeader.SEC_WEBSOCKET_EXTENSIONS)) {
            throw new WebSocketException("an extension was accepted that nobody offered");
        }
        ExtensionStack noExtensions =
                new ExtensionStack(client.getWebSocketComponents(), Behavior.CLIENT);
        noExtensions.negotiate(List.of(), List.of());
        WebSocketCoreSession session = new WebSocketCoreSession(
                handler,
                Behavior.CLIENT,
                new Negotiated(
                        getURI(),
                        subProtocol(response),
                        HttpScheme.WSS.is(getURI().getScheme())
                                || HttpScheme.HTTPS.is(getURI().getScheme()),
                        noExtensions,
                        WebSocketConstants.SPEC_VERSION_STRING),
                client.getWebSocketComponents());
        session.setClassLoader(client.getClassLoader());
        // Whole messages out; in, whatever part of a frame has come. The limit is the assembler's.
        session.setMaxFrameSize(0);
        session.setAutoFragment(true);
        session.setIdleTimeout(Duration.ZERO);
        session.setInputBufferSize(UpstreamClient.BUFFER_SIZE);
        session.setOutputBufferSize(UpstreamClient.BUFFER_SIZE);

        HttpClient http = client.getHttpClient();
        NonBlockingWebSocketConnection connection = new NonBlockingWebSocketConnection(
                endPoint,
                http.getExecutor(),
                http.getScheduler(),
                client.getWebSocketComponents().getByteBufferPool(),
                session,
                masks);
        session.setWebSocketConnection(connection);
        endPoint.upgrade(connection);
    }

    /** RFC 6455 §4.1: one of those offered, or none. */
    private @Nullable String subProtocol(Response response) {
        List<String> chosen =
                response.getHeaders().getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, true);
        if (chosen.isEmpty()) {
            return null;
        }
        if (chosen.size() > 1 || !getSubProtocols().contains(chosen.get(0))) {
            throw new WebSocketException("a sub-protocol was chosen that nobody offered");
        }
        return chosen.get(0);
    }

    /** The application answered, but not by 101. */
    private static final class RefusedException extends RuntimeException {

        private final int status;

        RefusedException(int status) {
            super("HTTP status " + status, null, false, false);
            this.status = status;
        }
    }
}
