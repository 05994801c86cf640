package dev.postern.endpoint;

import dev.postern.http.ExchangeHandler;
import dev.postern.servlet.SockJsServlet;

import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server of one endpoint at a time, of which one can tell whether it has anything to do. */
final class RestingServer implements AutoCloseable {

    private final QueuedThreadPool threads;
    private final Server server;
    private final ServerConnector connector;
    private ManagedSelector selector;
    private volatile ExchangeHandler served = exchange -> false;

    RestingServer(Binding binding) {
        threads = binding.threads();
        server = new Server(threads);
        server.setHandler(binding.handler(exchange -> served.handle(exchange)));
        connector = binding.connector(server);
        connector.setHost("127.0.0.1");
        connector.setAcceptedSendBufferSize(64 << 10);
        server.addConnector(connector);
        SockJsServlet.configure(server);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        for (ManagedSelector each :
                connector.getSelectorManager().getBeans(ManagedSelector.class)) {
            selector = each;
        }
    }

    void serve(SockJsEndpoint endpoint) {
        served = endpoint;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    }

    /** Whether the connection from {@code port} has come as far as to a selector. */
    boolean knows(int port) {
        return endPoint(port).isPresent();
    }

    /** Whether it waits until the client on {@code port} has read what was written. */
    boolean isWritingTo(int port) {
        return endPoint(port).filter(end -> end.getWriteFlusher().isPending()).isPresent();
    }

    /** Whether it waits for bytes of the client on {@code port}. */
    boolean isReadingFrom(int port) {
        return endPoint(port)
                .filter(end -> end.getFillInterest().isInterested())
                .isPresent();
    }

    private Optional<AbstractEndPoint> endPoint(int port) {
        return connector.getConnectedEndPoints().stream()
                .filter(end -> end.getRemoteSocketAddress() instanceof InetSocketAddress from
                        && from.getPort() == port)
                .map(AbstractEndPoint.class::cast)
                .findAny();
    }

    /**
     * Lets the selector finish what it is at and look at its sockets again.
     *
     * @return whether another thread is at work too
     */
    boolean isBusyAfterALook() {
        CountDownLatch done = new CountDownLatch(1);
        selector.submit(channels -> done.countDown());
        try {
            if (!done.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the selector hangs");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return threads.getQueueSize() > 0 || threads.getUtilizedThreads() > 0;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
