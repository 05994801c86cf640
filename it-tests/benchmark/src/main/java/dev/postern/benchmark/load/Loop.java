package dev.postern.benchmark.load;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One selector, one thread, the buffers and the counters that all connections share. */
final class Loop implements Runnable {

    private static final int INPUT = 1 << 20;
    private static final int SOURCES = 100;

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private byte[] input = new byte[INPUT];
    private byte[] output = new byte[1 << 12];
    private long now = System.nanoTime();
    private long bytesIn;
    private long bytesOut;
    private final boolean manySources;
    private int source;
    private volatile boolean ended;

    /** @param manySources whether connections come from many loopback addresses rather than one */
    Loop(boolean manySources) throws IOException {
        this.manySources = manySources;
        selector = Selector.open();
    }

    @Override
    public void run() {
        try (selector) {
            while (!ended) {
                selector.select(key -> {
                    now = System.nanoTime();
                    ((Connection) key.attachment()).ready();
                });
                now = System.nanoTime();
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
            selector.keys().forEach(key -> ((Connection) key.attachment()).close());
        } catch (IOException e) {
            throw new IllegalStateException("the selector broke", e);
        }
    }

    /** Runs it soon on the loop's thread; from any thread. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Ends the loop and closes what is open; from any thread. */
    void end() {
        ended = true;
        selector.wakeup();
    }

    SelectionKey register(SocketChannel channel, int interest, Connection connection)
            throws IOException {
        return channel.register(selector, interest, connection);
    }

    /** Where the next connection comes from; null if the system is to choose. */
    @Nullable
    InetAddress nextSource() throws IOException {
        if (!manySources) {
            return null;
        }
        source = (source + 1) % SOURCES;
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (1 + source)});
    }

    /** When the present batch of bytes was read: one look at the clock for all that is in it. */
    long now() {
        return now;
    }

    /** The shared input array, beginning with what a connection has not used yet. */
    byte[] input(byte[] unread) {
        if (unread.length > input.length / 2) {
            input = new byte[2 * input.length];
        }
        System.arraycopy(unread, 0, input, 0, unread.length);
        return input;
    }

    /** A shared buffer to compose what one connection is about to write. */
    byte[] output(int length) {
        if (output.length < length) {
            output = new byte[Math.max(length, 2 * output.length)];
        }
        return output;
    }

    void countIn(int bytes) {
        bytesIn += bytes;
    }

    void countOut(int bytes) {
        bytesOut += bytes;
    }

    long bytesIn() {
        return bytesIn;
    }

    long bytesOut() {
        return bytesOut;
    }
}
