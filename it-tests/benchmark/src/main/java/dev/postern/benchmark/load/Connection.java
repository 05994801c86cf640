package dev.postern.benchmark.load;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A TCP connection to the server under load. */
final class Connection {

    /** What a connection reports. */
    interface Reader {

        void connected();

        /** Bytes {@code [from, to)} are there; answers the first that it wants to see again. */
        int read(byte[] bytes, int from, int to);

        /** What could be read at once has been read. */
        void batchEnd();

        /** The server closed it, or it broke. */
        void closed(String why);
    }

    private static final byte[] NOTHING = {};

    private final Loop loop;
    private final Reader reader;
    private final SocketChannel channel;
    private final SelectionKey key;
    private byte[] unread = NOTHING;
    private @Nullable ByteBuffer unwritten;
    private boolean stalled;

    private Connection(Loop loop, Reader reader, SocketChannel channel) throws IOException {
        this.loop = loop;
        this.reader = reader;
        this.channel = channel;
        key = loop.register(channel, SelectionKey.OP_CONNECT, this);
    }

    /** Begins to connect; {@link Reader#connected} or {@link Reader#closed} follows. */
    static @Nullable Connection connect(Loop loop, int port, Reader reader) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            InetAddress source = loop.nextSource();
            if (source != null) {
                channel.bind(new InetSocketAddress(source, 0));
            }
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new Connection(loop, reader, channel);
        } catch (IOException e) {
            reader.closed(e.toString());
            return null;
        }
    }

    /** The loop saw that something can be done. */
    void ready() {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(interest());
                reader.connected();
                return;
            }
            if (key.isWritable()) {
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read();
            }
        } catch (IOException | RuntimeException e) {
            fail(e.toString());
        }
    }

    private void read() throws IOException {
        byte[] bytes = loop.input(unread);
        int kept = unread.length;
        int count = channel.read(ByteBuffer.wrap(bytes, kept, bytes.length - kept));
        if (count < 0) {
            fail("closed by the server");
            return;
        }
        loop.countIn(count);
        int to = kept + count;
        unread = NOTHING;
        int consumed = reader.read(bytes, 0, to);
        unread = consumed == to ? NOTHING : Arrays.copyOfRange(bytes, consumed, to);
        reader.batchEnd();
    }

    /** Writes, now as far as the socket takes it, later the rest. The bytes may be reused afterwards. */
    void write(byte[] bytes, int length) {
        loop.countOut(length);
        ByteBuffer all = ByteBuffer.wrap(bytes, 0, length);
        try {
            ByteBuffer before = unwritten;
            if (before == null) {
                channel.write(all);
            }
            if (all.hasRemaining()) {
                unwritten = before == null
                        ? ByteBuffer.allocate(all.remaining()).put(all).flip()
                        : ByteBuffer.allocate(before.remaining() + all.remaining())
                                .put(before)
                                .put(all)
                                .flip();
                key.interestOps(interest());
            }
        } catch (IOException e) {
            fail(e.toString());
        }
    }

    private void flush() throws IOException {
        ByteBuffer rest = unwritten;
        if (rest != null) {
            channel.write(rest);
            if (!rest.hasRemaining()) {
                unwritten = null;
                key.interestOps(interest());
            }
        }
    }

    private int interest() {
        return (stalled ? 0 : SelectionKey.OP_READ)
                | (unwritten == null ? 0 : SelectionKey.OP_WRITE);
    }

    void stall() {
        stalled = true;
        key.interestOps(interest());
    }

    private void fail(String why) {
        close();
        reader.closed(why);
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way, and the server's figures do not depend on it.
            loop.countIn(0);
        }
    }
}
