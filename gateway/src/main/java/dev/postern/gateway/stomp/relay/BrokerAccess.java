package dev.postern.gateway.stomp.relay;

import dev.postern.gateway.config.BrokerTarget;
import dev.postern.gateway.config.RelaySettings;

import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/** How a route's brokers are reached. Thread-safe. */
final class BrokerAccess {

    private final BrokerConnector connector;
    private final BrokerAddresses addresses;
    private final Duration timeout;
    private final SslContextFactory.@Nullable Client tls;

    /** @throws dev.postern.gateway.config.ConfigException where the trust store can't be used */
    BrokerAccess(BrokerConnector connector, BrokerTarget target, RelaySettings settings) {
        this.connector = connector;
        this.addresses = new BrokerAddresses(target.addresses());
        this.timeout = settings.connectTimeout();
        this.tls = target.secure() ? BrokerTls.contextFactory(settings) : null;
        if (tls != null) {
            connector.manage(tls);
        }
    }

    BrokerConnector connector() {
        return connector;
    }

    BrokerAddresses addresses() {
        return addresses;
    }

    Duration timeout() {
        return timeout;
    }

    /** @param failed hears of a connection that never came to be */
    void connect(InetSocketAddress socket, BrokerConnection.User user, Consumer<Throwable> failed) {
        ClientConnectionFactory plain = (endPoint, context) -> new BrokerConnection(
                endPoint, connector.executor(), connector.connector().getByteBufferPool(), user);
        connector.connect(
                socket,
                tls == null
                        ? plain
                        : connector.connector().newSslClientConnectionFactory(tls, plain),
                failed);
    }
}
