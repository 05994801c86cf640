package dev.postern.jetty;

import dev.postern.http.ExchangeHandler;
import dev.postern.http.WebSocketListener;
import dev.postern.http.WebSocketSettings;
import dev.postern.testing.IdleTimeoutHandler;
import dev.postern.testing.RawHttp;
import dev.postern.testing.TestTls;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A Jetty server of the handlers under test, plain and over TLS, on ports of its own. */
final class TestServer implements AutoCloseable {

    private final Clock clock = new Clock();
    private final Server server = new Server(new TurnThreadPool(200), clock, null);
    private final TurnConnector plain;
    private final ServerConnector tls;

    private TestServer(Handler handler) throws Exception {
        HttpConfiguration http = SockJsHandler.configure(new HttpConfiguration());
        plain = connector(new TurnConnector(server, new TurnHttpConnectionFactory(http)));
        HttpConfiguration https = new HttpConfiguration(http);
        https.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server keys = new SslContextFactory.Server();
        keys.setKeyStore(TestTls.keyStore());
        keys.setKeyStorePassword(TestTls.PASSWORD);
        keys.setSniRequired(false);
        tls = connector(new TurnConnector(
                server,
                new SslConnectionFactory(keys, "http/1.1"),
                new TurnHttpConnectionFactory(https)));
        server.setHandler(handler);
        server.start();
    }

    static TestServer of(ExchangeHandler... handlers) throws Exception {
        return new TestServer(new SockJsHandler(List.of(handlers)));
    }

    /** As if its connectors had that time-out, but that a request may take its time to come. */
    static TestServer withIdleTimeout(long millis, ExchangeHandler handler) throws Exception {
        return new TestServer(new IdleTimeoutHandler(
                new SockJsHandler(List.of(handler)), Duration.ofMillis(millis)));
    }

    /** Every request is a WebSocket that Jetty's own connection speaks, as if it had an extension. */
    static TestServer onJettysWebSockets(
            WebSocketSettings settings, Supplier<WebSocketListener> listeners) throws Exception {
        return new TestServer(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                OpeningHandshake.negotiate(
                        request,
                        response,
                        callback,
                        WebSocketServerComponents.ensureWebSocketComponents(getServer()),
                        settings,
                        listeners.get());
                return true;
            }
        });
    }

    /** Upgrades every request to a WebSocket whose end here is the client's: its peer plays the server. */
    static TestServer onClientEnds(int maxMessage, Supplier<WebSocketListener> listeners)
            throws Exception {
        return new TestServer(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                ConnectionMetaData metaData = request.getConnectionMetaData();
                request.setAttribute(
                        HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
                        ClientWebSocket.over(
                                metaData.getConnection().getEndPoint(),
                                metaData.getConnector().getExecutor(),
                                metaData.getConnector().getScheduler(),
                                maxMessage,
                                listeners.get()));
                response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
                response.getHeaders().put(HttpHeader.CONNECTION, "Upgrade");
                response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
                response.write(true, null, callback);
                return true;
            }
        });
    }

    private <C extends ServerConnector> C connector(C connector) {
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(60_000);
        server.addConnector(connector);
        return connector;
    }

    /** What is scheduled from now on comes ten times as soon. */
    void hurry() {
        clock.hurries = true;
    }

    Server server() {
        return server;
    }

    TurnConnector connector() {
        return plain;
    }

    int port() {
        return plain.getLocalPort();
    }

    int tlsPort() {
        return tls.getLocalPort();
    }

    RawHttp connect() throws IOException {
        return RawHttp.connect(port());
    }

    RawHttp connect(boolean overTls) throws IOException {
        return overTls ? RawHttp.connectTls(tlsPort(), TestTls.trust()) : connect();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private static final class Clock extends ScheduledExecutorScheduler {

        private volatile boolean hurries;

        @Override
        public Scheduler.Task schedule(Runnable task, long delay, TimeUnit unit) {
            return super.schedule(
                    task, unit.toMicros(delay) / (hurries ? 10 : 1), TimeUnit.MICROSECONDS);
        }
    }
}
