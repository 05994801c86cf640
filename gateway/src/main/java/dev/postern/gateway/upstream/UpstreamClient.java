package dev.postern.gateway.upstream;

import dev.postern.api.CloseStatus;
import dev.postern.jetty.ClientWebSocket;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/** The one WebSocket client of a gateway, shared by all routes. Start it before use, stop it after. */
public final class UpstreamClient {

    /** No bound of its own: each session has one connection, and sessions have a limit. */
    private static final int UNBOUNDED = 1 << 20;

    /**
     * Connections of attempts that were abandoned while connecting end up idle. To Jetty one is idle from
     * before it is ready, so a machine that stalls for as long loses it.
     */
    private static final Duration UNUSED = Duration.ofSeconds(5);

    private final HttpClient http;

    /**
     * @param longestConnect how long connecting may take where the most time is given for it
     * @param executor runs what may not run on the selector's thread: address look-ups, mostly
     */
    public UpstreamClient(Duration longestConnect, Executor executor) {
        this(longestConnect, UNUSED, executor);
    }

    /** @param unused after which a connection is closed that no attempt wants any more */
    UpstreamClient(Duration longestConnect, Duration unused, Executor executor) {
        this.http = httpClient(longestConnect, unused, executor);
    }

    private static HttpClient httpClient(
            Duration longestConnect, Duration unused, Executor executor) {
        HttpClientTransportOverHTTP transport =
                new HttpClientTransportOverHTTP(new ClientConnector());
        // Nothing that hears of a handshake blocks.
        transport.setInvocationType(Invocable.InvocationType.NON_BLOCKING);
        HttpClient http = new HttpClient(transport);
        http.setName("upstream");
        http.setExecutor(executor);
        // Jetty's default is one cookie store for all requests: one user's cookie would reach
        // another.
        http.setHttpCookieStore(new HttpCookieStore.Empty());
        http.setFollowRedirects(false);
        http.setUserAgentField(null);
        http.setMaxConnectionsPerDestination(UNBOUNDED);
        http.setMaxRequestsQueuedPerDestination(UNBOUNDED);
        http.setConnectTimeout(longestConnect.toMillis());
        http.setAddressResolutionTimeout(longestConnect.toMillis());
        http.setIdleTimeout(unused.toMillis());
        return http;
    }

    /**
     * Opens the client.
     *
     * @throws Exception if its selector can't be opened
     */
    public void start() throws Exception {
        http.start();
        // These would answer 401, 407 and redirects themselves; here an answer is an answer. The
        // list is
        // filled on start. What stays handles 1xx, and 101 above all.
        http.getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
        http.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
        http.getProtocolHandlers().remove(ProxyAuthenticationProtocolHandler.NAME);
        http.getContentDecoderFactories().clear();
    }

    /** Cuts all connections. */
    public void stop() throws Exception {
        http.stop();
    }

    /** A try to reach {@code url}; {@code handler} hears of the WebSocket, or {@code refused} why there is none. */
    UpstreamAttempt attempt(
            URI url,
            Duration timeout,
            int maxMessage,
            BridgeHandler handler,
            BiConsumer<CloseStatus, @Nullable Throwable> refused) {
        ClientHandshake handshake = new ClientHandshake((endPoint, subProtocol) -> {
            handler.subProtocol(subProtocol);
            endPoint.upgrade(ClientWebSocket.over(
                    endPoint, http.getExecutor(), http.getScheduler(), maxMessage, handler));
        });
        return new UpstreamAttempt(http, url, timeout, handshake, refused);
    }

    Scheduler scheduler() {
        return http.getScheduler();
    }
}
