package dev.postern.gateway.stomp.relay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A broker that says what a test tells it to, over a socket of the loopback. */
final class ScriptedBroker implements AutoCloseable {

    private static final int PATIENCE_MS = 30_000;

    /** Bounded, so that a test soon fills it. */
    private static final int NARROW = 256 << 10;

    private final ServerSocket server;

    ScriptedBroker() throws IOException {
        server = new ServerSocket();
        server.setReceiveBufferSize(NARROW);
        server.setSoTimeout(PATIENCE_MS);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    int port() {
        return server.getLocalPort();
    }

    /** The next connection. */
    Peer accept() throws IOException {
        Socket socket = server.accept();
        socket.setSoTimeout(PATIENCE_MS);
        socket.setSendBufferSize(NARROW);
        return new Peer(socket);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One connection. */
    static final class Peer implements AutoCloseable {

        private final Socket socket;
        private final InputStream in;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        /** The next frame without its NUL, or null at the end. */
        String hear() throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            for (int next = in.read(); next > 0; next = in.read()) {
                if (frame.size() > 0 || next != '\n') {
                    frame.write(next);
                }
            }
            return frame.size() == 0 ? null : frame.toString(StandardCharsets.UTF_8);
        }

        /** The next byte, or -1 at the end. */
        int hearByte() throws IOException {
            return in.read();
        }

        void say(String text) {
            say(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Blocks while nobody reads. */
        void say(byte[] bytes) {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
