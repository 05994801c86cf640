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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A relay with a connector of its own. */
final class RunningRelay implements AutoCloseable {

    private final QueuedThreadPool threads = new QueuedThreadPool(8);
    private final BrokerConnector connector;
    private final Relay relay;

    /** @param connectors makes the connector, which is to run its tasks on what it is given */
    RunningRelay(
            String target, RelaySettings settings, Function<Executor, BrokerConnector> connectors)
            throws Exception {
        connector = connectors.apply(threads);
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

    /** One to ports of the loopback, to which the time is what {@code timer} says. */
    RunningRelay(FakeTimer timer, Duration heartBeat, Duration connectTimeout, int... ports)
            throws Exception {
        this(
                loopback(ports),
                settings(heartBeat, connectTimeout),
                threads -> new BrokerConnector(threads, timer, timer::now));
    }

    private static String loopback(int... ports) {
        return IntStream.of(ports)
                .mapToObj(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(",", "stomp+tcp://", ""));
    }

    static RelaySettings settings(Duration heartBeat, Duration connectTimeout) {
        return new RelaySettings(
                null, null, null, null, heartBeat, connectTimeout, Duration.ofSeconds(1));
    }

    /** One without heart-beats. */
    static RunningRelay to(int... ports) throws Exception {
        return new RunningRelay(
                loopback(ports),
                settings(Duration.ZERO, Duration.ofSeconds(30)),
                BrokerConnector::new);
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
