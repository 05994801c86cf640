package dev.postern.gateway.stomp.relay;

import dev.postern.gateway.config.BrokerTarget;
import dev.postern.gateway.config.RelaySettings;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.SessionSettings;
import dev.postern.gateway.config.StompTerms;

import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A relay with a connector of its own. */
final class RunningRelay implements AutoCloseable {

    private final QueuedThreadPool threads = new QueuedThreadPool(8);
    private final BrokerConnector connector;
    private final Relay relay;

    /** @param executor makes what the connector runs its tasks on of what it would */
    RunningRelay(String target, RelaySettings settings, UnaryOperator<Executor> executor)
            throws Exception {
        connector = new BrokerConnector(executor.apply(threads));
        threads.start();
        connector.start();
        relay = new Relay(
                connector,
                new RouteConfig(
                        "/stomp",
                        URI.create(target),
                        SessionSettings.DEFAULT,
                        StompTerms.OPEN,
                        settings,
                        settings.connectTimeout(),
                        true),
                BrokerTarget.parse(target));
    }

    /** One to ports of the loopback. */
    RunningRelay(Duration heartBeat, Duration connectTimeout, int... ports) throws Exception {
        this(loopback(ports), settings(heartBeat, connectTimeout), threads -> threads);
    }

    private static String loopback(int... ports) {
        return IntStream.of(ports)
                .mapToObj(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(",", "stomp+tcp://", ""));
    }

    static RelaySettings settings(Duration heartBeat, Duration connectTimeout) {
        return new RelaySettings(
                null, null, null, null, heartBeat, connectTimeout, Duration.ofSeconds(10));
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
