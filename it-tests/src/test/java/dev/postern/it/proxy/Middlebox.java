package dev.postern.it.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What stands between some users and the Internet: it lets the WebSocket handshake pass and kills the
 * connection a little later, or it refuses WebSockets and keeps a response to itself until that is complete,
 * which a stream never is. It can be taken away while it runs.
 */
final class Middlebox implements AutoCloseable {

    /** What it does to those who pass. */
    enum Vice {
        /** Cuts a WebSocket 300 ms after its first frame. */
        KILLS_WEBSOCKETS,
        /** Refuses WebSockets and holds responses back. */
        HOLDS_RESPONSES,
        /** None: it is not there any more. */
        NONE
    }

    private static final Duration MERCY = Duration.ofMillis(300);

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Vice vice;

    private Middlebox(ServerSocket server, int target, Vice vice) {
        this.server = server;
        this.target = target;
        this.vice = vice;
    }

    static Middlebox before(int port, Vice vice) throws IOException {
        Middlebox box = new Middlebox(
                new ServerSocket(0, 128, InetAddress.getLoopbackAddress()), port, vice);
        daemon(box::acceptAll).start();
        return box;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "middlebox");
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on it does this to those who come. */
    void becomes(Vice next) {
        vice = next;
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket gateway = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                gateway.setTcpNoDelay(true);
                open.add(client);
                open.add(gateway);
                Passage passage = new Passage(client, gateway, vice);
                daemon(passage::requests).start();
                daemon(passage::responses).start();
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** One connection. A browser sends a request as one piece, so a piece's first line tells what it is. */
    private final class Passage {

        private final Socket client;
        private final Socket gateway;
        private final Vice its;
        private volatile boolean holding;
        private volatile boolean killed;
        private boolean upgraded;
        private boolean doomed;

        Passage(Socket client, Socket gateway, Vice its) {
            this.client = client;
            this.gateway = gateway;
            this.its = its;
        }

        void requests() {
            pump(client, gateway, piece -> {
                if (its == Vice.HOLDS_RESPONSES) {
                    if (piece.contains("\r\nUpgrade: websocket")) {
                        throw new IOException("WebSocket is not for employees");
                    }
                    holding = piece.contains("/xhr_streaming?")
                            || piece.contains("/eventsource")
                            || piece.contains("/htmlfile");
                }
                return true;
            });
        }

        void responses() {
            pump(gateway, client, piece -> {
                if (its == Vice.KILLS_WEBSOCKETS && !doomed && bringsFrames(piece)) {
                    doomed = true;
                    CompletableFuture.delayedExecutor(MERCY.toMillis(), TimeUnit.MILLISECONDS)
                            .execute(this::kill);
                }
                // What says its length comes as one piece, and is complete.
                return !killed && (!holding || piece.contains("\r\nContent-Length: "));
            });
        }

        private boolean bringsFrames(String piece) {
            boolean wasUpgraded = upgraded;
            upgraded |= piece.startsWith("HTTP/1.1 101 ");
            return wasUpgraded || (upgraded && !piece.endsWith("\r\n\r\n"));
        }

        /** The gateway hears of it first; when it has left too, {@link #responses} ends the client's side. */
        private void kill() {
            killed = true;
            try {
                gateway.shutdownOutput();
            } catch (IOException gone) {
                cut();
            }
        }

        private void pump(Socket from, Socket to, Look look) {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (look.passes(new String(buffer, 0, count, StandardCharsets.ISO_8859_1))) {
                        out.write(buffer, 0, count);
                    }
                }
                cut();
            } catch (IOException gone) {
                cut();
            }
        }

        private void cut() {
            drop(client);
            drop(gateway);
        }
    }

    private interface Look {
        boolean passes(String piece) throws IOException;
    }

    private void drop(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(this::drop);
    }
}
