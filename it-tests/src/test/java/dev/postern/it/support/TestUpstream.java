package dev.postern.it.support;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * An application behind the gateway: a WebSocket server on the loopback that does to each connection what
 * its script says, on a thread of that connection's own.
 */
public final class TestUpstream implements AutoCloseable {

    /** What happens to a connection whose request has been read; nothing has been answered yet. */
    @FunctionalInterface
    public interface Script {
        void run(UpstreamSocket socket) throws IOException;
    }

    /** Accepts, and sends back each message as it came. */
    public static final Script ECHO = socket -> {
        socket.accept();
        socket.readToEnd(message -> {
            try {
                if (message.isText()) {
                    socket.send(message.text());
                } else {
                    socket.sendBinary(message.payload());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    };

    /** Accepts, and keeps what comes. */
    public static final Script KEEP = socket -> {
        socket.accept();
        socket.readToEnd();
    };

    private final ServerSocket server;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "upstream");
        thread.setDaemon(true);
        return thread;
    });
    private final List<UpstreamSocket> sockets = new CopyOnWriteArrayList<>();

    private TestUpstream(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    public static TestUpstream serve(Script script) {
        try {
            TestUpstream upstream = new TestUpstream(
                    new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()), script);
            upstream.threads.execute(upstream::acceptAll);
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                threads.execute(() -> converse(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            UpstreamSocket connection = new UpstreamSocket(socket);
            sockets.add(connection);
            try {
                script.run(connection);
            } finally {
                connection.close();
            }
        } catch (IOException | UncheckedIOException e) {
            // The gateway left; the socket's ending says how.
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Its URL, as {@code --route} takes it. */
    public String url(String path) {
        return "ws://127.0.0.1:" + port() + path;
    }

    /** All connections so far that sent a request. */
    public List<UpstreamSocket> sockets() {
        return sockets;
    }

    /** The connection whose query says {@code k=key}, once it is there. */
    public UpstreamSocket socket(String key) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> find(socket -> socket.parameter("k").equals(key)), Optional::isPresent)
                .orElseThrow();
    }

    /** How many connections said {@code k=key}. */
    public long count(String key) {
        return sockets.stream()
                .filter(socket -> socket.parameter("k").equals(key))
                .count();
    }

    private Optional<UpstreamSocket> find(Predicate<UpstreamSocket> which) {
        return sockets.stream().filter(which).findFirst();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(UpstreamSocket::close);
        threads.shutdownNow();
    }
}
