package dev.postern.it.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy that resets some of its connections, both sides, after a random number of bytes in a random
 * direction. Which ones is drawn when a connection comes, from a seeded source. Two threads each.
 */
public final class CuttingProxy implements AutoCloseable {

    /** @param after bytes that still pass; negative for never */
    private record Plan(boolean towardsClient, int after) {}

    private final ServerSocket server;
    private final int port;
    private final double share;
    private final int latest;
    private final Random random;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "cutting-proxy");
        thread.setDaemon(true);
        return thread;
    });

    private CuttingProxy(ServerSocket server, int port, double share, int latest, long seed) {
        this.server = server;
        this.port = port;
        this.share = share;
        this.latest = latest;
        this.random = new Random(seed);
    }

    /**
     * Stands before {@code port} and cuts this share of its connections.
     *
     * @param latest bytes of one direction before which a cut comes; connections that carry less may escape
     */
    public static CuttingProxy before(int port, double share, int latest, long seed) {
        try {
            CuttingProxy proxy = new CuttingProxy(
                    new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()),
                    port,
                    share,
                    latest,
                    seed);
            proxy.threads.execute(proxy::acceptAll);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                connections.incrementAndGet();
                Plan plan = plan();
                Socket target = new Socket(InetAddress.getLoopbackAddress(), port);
                client.setTcpNoDelay(true);
                target.setTcpNoDelay(true);
                open.add(client);
                open.add(target);
                AtomicInteger directions = new AtomicInteger(2);
                threads.execute(() ->
                        pump(client, target, plan.towardsClient ? -1 : plan.after, directions));
                threads.execute(() ->
                        pump(target, client, plan.towardsClient ? plan.after : -1, directions));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private Plan plan() {
        boolean cut = random.nextDouble() < share;
        return new Plan(random.nextBoolean(), cut ? random.nextInt(latest) : -1);
    }

    private void pump(Socket from, Socket to, int after, AtomicInteger directions) {
        byte[] buffer = new byte[1 << 14];
        int left = after;
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (after >= 0 && count > left) {
                    to.getOutputStream().write(buffer, 0, left);
                    cuts.incrementAndGet();
                    reset(from);
                    reset(to);
                    return;
                }
                left -= count;
                to.getOutputStream().write(buffer, 0, count);
            }
            to.shutdownOutput();
            if (directions.decrementAndGet() == 0) {
                open.remove(from);
                open.remove(to);
                close(from);
                close(to);
            }
        } catch (IOException e) {
            // One side is gone by a reset: so is the other.
            reset(from);
            reset(to);
        }
    }

    private void reset(Socket socket) {
        open.remove(socket);
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many connections came. */
    public int connections() {
        return connections.get();
    }

    /** How many it cut so far; fewer than were drawn, as some ended before. */
    public int cuts() {
        return cuts.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(CuttingProxy::close);
        threads.shutdownNow();
    }
}
