package dev.postern.gateway.upstream;

import dev.postern.api.Limits;
import dev.postern.api.Transport;
import dev.postern.gateway.config.BinaryMode;
import dev.postern.gateway.config.ForwardedHeader;
import dev.postern.gateway.config.RefusalMode;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.SessionSettings;
import dev.postern.gateway.config.TrustedNetworks;
import dev.postern.gateway.testing.FakeSession;

import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A started client and the backends over it. */
final class BridgeFixture implements AutoCloseable {

    /** Nothing that a test waits for takes as long. */
    static final Duration LONG = Duration.ofSeconds(30);

    private final QueuedThreadPool threads = new QueuedThreadPool(16);
    private final UpstreamClient client;
    private final Duration handshakeTimeout;

    BridgeFixture() throws Exception {
        this(LONG, LONG);
    }

    /** @param unused after which a connection is closed that nobody wants any more */
    BridgeFixture(Duration handshakeTimeout, Duration unused) throws Exception {
        this.handshakeTimeout = handshakeTimeout;
        client = new UpstreamClient(handshakeTimeout, unused, threads);
        threads.start();
        client.start();
    }

    static RouteConfig route(URI url, Limits limits, BinaryMode binary, String... forwarded) {
        SessionSettings usual = SessionSettings.DEFAULT;
        return new RouteConfig(
                "/chat",
                url,
                new SessionSettings(
                        limits,
                        usual.origins(),
                        usual.transports(),
                        usual.iframe(),
                        usual.deflate(),
                        RefusalMode.CLOSE,
                        binary,
                        usual.subProtocols(),
                        List.of(forwarded).stream().map(ForwardedHeader::new).toList(),
                        null));
    }

    UpstreamBackend backend(URI url) {
        return backend(url, Limits.DEFAULT, BinaryMode.REFUSE);
    }

    UpstreamBackend backend(URI url, Limits limits, BinaryMode binary) {
        RouteConfig usual = route(url, limits, binary);
        RouteConfig route = new RouteConfig(
                usual.prefix(),
                url,
                usual.settings(),
                usual.stomp(),
                usual.relay(),
                handshakeTimeout,
                usual.negotiates());
        return new UpstreamBackend(client, route, TrustedNetworks.NONE);
    }

    /** Asks for a session of that transport. */
    FakeSession connect(URI url, Transport transport) {
        FakeSession session = FakeSession.of(transport);
        backend(url).connect(session, session);
        return session;
    }

    UpstreamClient client() {
        return client;
    }

    @Override
    public void close() throws Exception {
        client.stop();
        threads.stop();
    }
}
