package dev.postern.gateway.stomp.relay;

import dev.postern.gateway.config.BrokerTarget;
import dev.postern.gateway.config.RelaySettings;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.SessionSettings;
import dev.postern.gateway.config.StompTerms;

import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A relay to ports of the loopback, with a connector of its own. */
final class RunningRelay implements AutoCloseable {

    private final QueuedThreadPool threads = new QueuedThreadPool(8);
    private final BrokerConnector connector = new BrokerConnector(threads);
    private final Relay relay;

    RunningRelay(Duration heartBeat, Duration connectTimeout, int... ports) throws Exception {
        String target = IntStream.of(ports)
                .mapToObj(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(",", "stomp+tcp://", ""));
        threads.start();
        connector.start();
        RelaySettings settings = new RelaySettings(
                null, null, null, null, heartBeat, connectTimeout, Duration.ofSeconds(10));
        relay = new Relay(
                connector,
                new RouteConfig(
                        "/stomp",
                        URI.create(target),
                        SessionSettings.DEFAULT,
                        StompTerms.OPEN,
                        settings,
                        connectTimeout,
                        true),
                BrokerTarget.parse(target));
    }

    /** One without heart-beats. */
    static RunningRelay to(int... ports) throws Exception {
        return new RunningRelay(Duration.ZERO, Duration.ofSeconds(10), ports);
    }

    Relay relay() {
        return relay;
    }

    @Override
    public void close() throws Exception {
        connector.stop();
        threads.stop();
    }
}
