package dev.postern.it.proxy;

import dev.postern.it.support.FreePorts;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A proxy that passes all on, and dies when it is told to: in the middle of what it passes, of which a part is
 * passed still. Two threads a connection.
 */
final class MortalProxy implements AutoCloseable {

    /** How it dies, and when. */
    enum Death {
        /** One connection is cut inside what it brings; all others live on. */
        OF_A_CONNECTION_MID_STREAM(false, false),
        /** The connection of an xhr_send is cut instead of bringing its 204; all others live on. */
        OF_A_CONNECTION_BEFORE_ITS_204(false, false),
        /** The connection of a long xhr_send is cut inside what it brings; all others live on. */
        OF_A_CONNECTION_MID_REQUEST(false, false),
        /** It dies with all its connections, and stays dead. */
        OF_THE_PROCESS(true, false),
        /** It dies with all its connections, and is started again at once. */
        AND_RESTART(true, true);

        private final boolean ofAll;
        private final boolean andRestart;

        Death(boolean ofAll, boolean andRestart) {
            this.ofAll = ofAll;
            this.andRestart = andRestart;
        }

        /** Whether the page may hear nothing of it, for its browser sends that request again. */
        boolean isOfARequest() {
            return this == OF_A_CONNECTION_BEFORE_ITS_204 || this == OF_A_CONNECTION_MID_REQUEST;
        }

        /** Behind the head, for Chromium takes what breaks off in there for a whole response without a body. */
        private static int insideABody(String piece) {
            int body = piece.indexOf("\r\n\r\n") + 4;
            return (piece.length() + body) / 2;
        }

        /** Where to cut a piece; its length where this is not the time. */
        private int cut(String piece, boolean towardsBrowser) {
            if (towardsBrowser == (this == OF_A_CONNECTION_MID_REQUEST)) {
                return piece.length();
            }
            boolean answers = piece.startsWith("HTTP/1.1 204");
            return switch (this) {
                case OF_A_CONNECTION_MID_REQUEST ->
                    piece.length() < BUFFER || piece.startsWith("POST ")
                            ? piece.length()
                            : BUFFER / 2;
                case OF_A_CONNECTION_BEFORE_ITS_204 -> answers ? 0 : piece.length();
                default ->
                    answers || !piece.contains("down ") ? piece.length() : insideABody(piece);
            };
        }
    }

    /** A long xhr_send fills it more than once. */
    private static final int BUFFER = 1 << 14;

    private final int port;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Death> sentence = new AtomicReference<>();
    private volatile ServerSocket server;

    private MortalProxy(ServerSocket server, int target) {
        this.server = server;
        this.port = server.getLocalPort();
        this.target = target;
    }

    /** On a port that nobody is given while it is dead. */
    static MortalProxy before(int target) throws IOException {
        MortalProxy proxy = new MortalProxy(listen(FreePorts.next()), target);
        proxy.daemon(proxy::acceptAll);
        return proxy;
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
        return socket;
    }

    private void daemon(Runnable task) {
        Thread thread = new Thread(task, "mortal-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return port;
    }

    /** It dies once, at the next thing that is to be cut. */
    void die(Death death) {
        sentence.set(death);
    }

    /** Whether it has died as it was told. */
    boolean hasDied() {
        return sentence.get() == null;
    }

    private void acceptAll() {
        ServerSocket mine = server;
        while (!mine.isClosed()) {
            try {
                Socket client = mine.accept();
                Socket gateway = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                gateway.setTcpNoDelay(true);
                open.add(client);
                open.add(gateway);
                daemon(() -> pass(client, gateway, false));
                daemon(() -> pass(gateway, client, true));
            } catch (IOException e) {
                if (!mine.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pass(Socket from, Socket to, boolean towardsBrowser) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                @Nullable Death death = sentence.get();
                int passes = death == null
                        ? count
                        : death.cut(
                                new String(buffer, 0, count, StandardCharsets.ISO_8859_1),
                                towardsBrowser);
                out.write(buffer, 0, passes);
                if (death != null && passes < count && sentence.compareAndSet(death, null)) {
                    carryOut(death);
                    break;
                }
                out.write(buffer, passes, count - passes);
            }
        } catch (IOException gone) {
            // One side is gone: so is the other.
        }
        drop(from);
        drop(to);
    }

    private void carryOut(Death death) throws IOException {
        if (death.ofAll) {
            server.close();
            open.forEach(this::drop);
        }
        if (death.andRestart) {
            server = listen(port);
            daemon(this::acceptAll);
        }
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
