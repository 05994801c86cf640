package dev.postern.jetty;

import dev.postern.api.Turn;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;

/**
 * Jetty's connector, but that its connections are not read until they are empty: what one client sends
 * in a turn is bounded, and no read is made only to find nothing. Use it with {@link
 * TurnHttpConnectionFactory}.
 */
public final class TurnConnector extends ServerConnector {

    /** A connector with Jetty's usual acceptors and selectors. */
    public TurnConnector(Server server, ConnectionFactory... factories) {
        super(server, factories);
    }

    @Override
    protected SelectorManager newSelectorManager(
            Executor executor, Scheduler scheduler, int selectors) {
        return new ServerConnectorManager(executor, scheduler, selectors) {
            /**
             * What sees to a connection that comes or goes (and alone can be closed) does not block here,
             * so a thread of {@link TurnThreadPool} does it itself rather than wake up another.
             */
            @Override
            protected void execute(Runnable task) {
                if (task instanceof Closeable && TurnThreadPool.isCurrent()) {
                    Turn.atEnd(task);
                } else {
                    super.execute(task);
                }
            }
        };
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint endPoint =
                new BoundedReadEndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    /** Lets a connection be read on without waiting, if it is one of this connector's. */
    static void allowReads(@Nullable EndPoint endPoint) {
        EndPoint within = endPoint;
        while (within instanceof EndPoint.Wrapper wrapper) {
            within = wrapper.unwrap();
        }
        if (within instanceof BoundedReadEndPoint bounded) {
            bounded.allowReads();
        }
    }
}
