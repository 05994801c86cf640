package dev.postern.gateway.stomp.relay;

import org.eclipse.jetty.io.ClientConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Opens TCP connections to brokers, for all relays of a gateway. Thread-safe. */
public final class BrokerConnector {

    /** Attempts have their own time-out; this one is behind it. */
    private static final Duration LONGEST_CONNECT = Duration.ofMinutes(2);

    private final ClientConnector connector = new KeepAliveConnector();
    private final ContainerLifeCycle trust = new ContainerLifeCycle();
    private final Executor executor;
    private final LongSupplier clock;

    /** @param executor runs the selector, and looks up names */
    public BrokerConnector(Executor executor) {
        this(executor, new ScheduledExecutorScheduler("broker-scheduler", false), System::nanoTime);
    }

    /**
     * @param scheduler started and stopped with this
     * @param clock as {@link System#nanoTime()}
     */
    BrokerConnector(Executor executor, Scheduler scheduler, LongSupplier clock) {
        this.executor = executor;
        this.clock = clock;
        connector.setExecutor(executor);
        connector.setScheduler(scheduler);
        connector.setConnectTimeout(LONGEST_CONNECT);
        // STOMP's heart-beats, or TCP's: a session may be silent for days.
        connector.setIdleTimeout(Duration.ZERO);
        connector.addBean(trust, true);
    }

    /**
     * Opens the selector.
     *
     * @throws Exception if it can't be opened
     */
    public void start() throws Exception {
        connector.start();
    }

    /** Cuts all connections. */
    public void stop() throws Exception {
        connector.stop();
    }

    /** Kept with this connector, started and stopped with it. */
    void manage(Object bean) {
        trust.addBean(bean, true);
    }

    ClientConnector connector() {
        return connector;
    }

    Executor executor() {
        return executor;
    }

    Scheduler scheduler() {
        return connector.getScheduler();
    }

    /** The time that its tasks are scheduled by, in ns. */
    long now() {
        return clock.getAsLong();
    }

    /** Looks up a name, on a thread where that may take its time. */
    void resolve(
            String host, int port, Duration timeout, Promise<List<InetSocketAddress>> promise) {
        new SocketAddressResolver.Async(executor, scheduler(), timeout.toMillis())
                .resolve(host, port, Map.of(), promise);
    }

    /** @param failed hears of a connection that never came to be */
    void connect(
            InetSocketAddress address,
            ClientConnectionFactory factory,
            Consumer<Throwable> failed) {
        Map<String, Object> context = new HashMap<>();
        context.put(Transport.CONTEXT_KEY, Transport.TCP_IP);
        context.put(ClientConnectionFactory.CONTEXT_KEY, factory);
        context.put(
                ClientConnector.CONNECTION_PROMISE_CONTEXT_KEY,
                Promise.<Connection>from(connection -> {}, failed));
        connector.connect(address, context);
    }

    Scheduler.Task schedule(Runnable task, long nanos) {
        return scheduler().schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    /** A broker's machine that vanishes is noticed even if its sessions have no heart-beats. */
    private static final class KeepAliveConnector extends ClientConnector {

        @Override
        protected void configure(SelectableChannel channel) throws IOException {
            super.configure(channel);
            if (channel instanceof NetworkChannel network) {
                network.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            }
        }
    }
}
