package dev.postern.jetty;

import dev.postern.http.ExchangeHandler;
import dev.postern.testing.RawHttp;
import dev.postern.testing.TestTls;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

import java.io.IOException;
import java.util.List;

/** A Jetty server of the handlers under test, plain and over TLS, on ports of its own. */
final class TestServer implements AutoCloseable {

    private final Server server = new Server();
    private final ServerConnector plain;
    private final ServerConnector tls;

    private TestServer(long idleMillis, List<ExchangeHandler> handlers) throws Exception {
        HttpConfiguration http = SockJsHandler.configure(new HttpConfiguration());
        plain = connector(
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(http)), idleMillis);
        HttpConfiguration https = new HttpConfiguration(http);
        https.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server keys = new SslContextFactory.Server();
        keys.setKeyStore(TestTls.keyStore());
        keys.setKeyStorePassword(TestTls.PASSWORD);
        keys.setSniRequired(false);
        tls = connector(
                new ServerConnector(
                        server,
                        1,
                        1,
                        new SslConnectionFactory(keys, "http/1.1"),
                        new HttpConnectionFactory(https)),
                idleMillis);
        server.setHandler(new SockJsHandler(handlers));
        server.start();
    }

    static TestServer of(ExchangeHandler... handlers) throws Exception {
        return new TestServer(30_000, List.of(handlers));
    }

    static TestServer withIdleTimeout(long millis, ExchangeHandler handler) throws Exception {
        return new TestServer(millis, List.of(handler));
    }

    private ServerConnector connector(ServerConnector connector, long idleMillis) {
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(idleMillis);
        server.addConnector(connector);
        return connector;
    }

    Server server() {
        return server;
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
}
