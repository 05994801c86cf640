package dev.postern.gateway.upstream;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executor;

/** The one WebSocket client of a gateway, shared by all routes. Start it before use, stop it after. */
public final class UpstreamClient {

    /** Bytes of a read and of a batch of small messages; buffers are lent only while in use. */
    static final int BUFFER_SIZE = 16 << 10;

    /** No bound of its own: each session has one connection, and sessions have a limit. */
    private static final int UNBOUNDED = 1 << 20;

    /** Connections of attempts that were abandoned while connecting end up idle. */
    private static final Duration UNUSED = Duration.ofSeconds(1);

    private final WebSocketCoreClient client;
    private final Random masks = new SecureRandom();

    /**
     * @param longestConnect how long connecting may take where the most time is given for it
     * @param executor runs what may not run on the selector's thread: address look-ups, mostly
     */
    public UpstreamClient(Duration longestConnect, Executor executor) {
        this.client = new WebSocketCoreClient(
                httpClient(longestConnect, executor), new WebSocketComponents());
    }

    private static HttpClient httpClient(Duration longestConnect, Executor executor) {
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
        http.setIdleTimeout(UNUSED.toMillis());
        return http;
    }

    /**
     * Opens the client.
     *
     * @throws Exception if its selector can't be opened
     */
    public void start() throws Exception {
        client.start();
        HttpClient http = client.getHttpClient();
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
        client.stop();
    }

    WebSocketCoreClient client() {
        return client;
    }

    Scheduler scheduler() {
        return client.getHttpClient().getScheduler();
    }

    Random masks() {
        return masks;
    }
}
