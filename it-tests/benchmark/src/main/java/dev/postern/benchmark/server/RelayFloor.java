package dev.postern.benchmark.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Copies bytes from socket to socket and looks at none of them: what a bridge in Java costs before it
 * does anything of its own.
 */
public final class RelayFloor {

    private RelayFloor() {}

    /** Serves until it is ended; the argument is the application's port. */
    public static void main(String[] args) throws IOException {
        InetSocketAddress application =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        PlainSockets sockets = new PlainSockets();
        sockets.serve(client -> {
            SocketChannel upstream = SocketChannel.open(application);
            sockets.add(upstream, to(client));
            return to(upstream);
        });
    }

    private static PlainSockets.Reader to(SocketChannel other) {
        return new PlainSockets.Reader() {
            @Override
            public void read(ByteBuffer bytes) throws IOException {
                PlainSockets.write(other, bytes);
            }

            @Override
            public void closed() throws IOException {
                other.close();
            }
        };
    }
}
