package dev.postern.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A client's TCP connection that never waits: what cannot be written now is written later. */
final class Wire implements AutoCloseable {

    private static final int RECEIVE_BUFFER = 256 << 10;

    private final SocketChannel channel;
    private final int port;
    private final ByteBuffer chunk = ByteBuffer.allocate(64 << 10);
    private final ByteArrayOutputStream came = new ByteArrayOutputStream();
    private ByteBuffer going = ByteBuffer.allocate(0);
    private boolean reads = true;
    private boolean ended;

    Wire(InetSocketAddress server) {
        try {
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(server);
            port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            channel.configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    void send(byte[] bytes) {
        ByteBuffer all = ByteBuffer.allocate(going.remaining() + bytes.length);
        going = all.put(going).put(bytes).flip();
    }

    void reads(boolean on) {
        reads = on;
    }

    /** All that has come so far. */
    byte[] came() {
        return came.toByteArray();
    }

    /** Whether what the server writes is read. */
    boolean isReading() {
        return reads && isOpen();
    }

    /** Whether there is something left to be written that the kernel has not taken yet. */
    boolean isWriting() {
        return going.hasRemaining() && isOpen();
    }

    private boolean isOpen() {
        return channel.isOpen() && !ended;
    }

    /** Whether the server has ended the connection. */
    boolean isEnded() {
        return ended;
    }

    /**
     * Writes and reads what can be, without waiting.
     *
     * @return whether there was anything
     */
    boolean pump() {
        if (!isOpen()) {
            return false;
        }
        try {
            boolean moved = going.hasRemaining() && channel.write(going) > 0;
            while (reads) {
                int count = channel.read(chunk.clear());
                if (count <= 0) {
                    ended = count < 0;
                    return moved || ended;
                }
                came.write(chunk.array(), 0, count);
                moved = true;
            }
            return moved;
        } catch (IOException e) {
            ended = true;
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
