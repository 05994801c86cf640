package dev.postern.benchmark.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Sockets, a selector and a thread: what the floors below every server stand on. */
final class PlainSockets {

    /** One socket's owner. */
    interface Reader {

        /**
         * Bytes are there, between position and limit; they are gone afterwards.
         *
         * @throws IOException if the socket is to be closed
         */
        void read(ByteBuffer bytes) throws IOException;

        /** The socket is closed. */
        void closed() throws IOException;
    }

    /** Who reads what a new client sends. */
    interface Accepted {
        Reader accepted(SocketChannel client) throws IOException;
    }

    private static final int BUFFER = 1 << 16;
    private static final int BACKLOG = 1024;

    private final Selector selector = Selector.open();
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER);

    PlainSockets() throws IOException {}

    /** Serves a free port until the process is ended, on the calling thread. */
    void serve(Accepted accepted) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Port.tell(((InetSocketAddress) server.getLocalAddress()).getPort());
        while (selector.isOpen()) {
            selector.select(key -> {
                try {
                    if (key.isAcceptable()) {
                        SocketChannel client = server.accept();
                        add(client, accepted.accepted(client));
                    } else {
                        read(key);
                    }
                } catch (IOException e) {
                    System.err.println(e);
                }
            });
        }
    }

    /** Reads a socket from now on; on the thread that serves. */
    void add(SocketChannel channel, Reader reader) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, reader);
    }

    private void read(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        Reader reader = (Reader) key.attachment();
        input.clear();
        try {
            if (channel.read(input) >= 0) {
                reader.read(input.flip());
                return;
            }
        } catch (IOException e) {
            System.err.println(e);
        }
        channel.close();
        reader.closed();
    }

    /**
     * Writes all, at once.
     *
     * @throws IOException if the socket does not take it: who waits for one message before it sends the
     *     next has room for it
     */
    static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            throw new IOException("the socket is full");
        }
    }
}
