package dev.postern.jetty;

import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A connection that is read a bounded number of times for each time its reader waited for it. After a
 * read that left room in the buffer nothing more is there, so the next one would only find that out;
 * and a peer that always has more must not hold the selector's thread. Either way the reader hears of 0
 * bytes, and waits again, as it does when that is what the socket says.
 */
final class BoundedReadEndPoint extends SocketChannelEndPoint {

    /** Reads that fill a buffer of 8 KiB, before others have their turn. */
    private static final int MOST_READS = 8;

    /** Set by who reads and who waits, which is one thread after the other; the selector hands it over. */
    private int readsLeft = MOST_READS;

    private boolean keepsNext;
    private @Nullable ByteBuffer kept;

    BoundedReadEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    /** Keeps back what is flushed next and sends it with what is flushed after that, which must follow. */
    void sendWithNext() {
        keepsNext = true;
    }

    /** One at a time, as Jetty's WriteFlusher sees to. */
    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        if (keepsNext) {
            keepsNext = false;
            kept = copy(buffers);
            return true;
        }
        ByteBuffer before = kept;
        if (before == null) {
            return super.flush(buffers);
        }
        ByteBuffer[] all = new ByteBuffer[buffers.length + 1];
        all[0] = before;
        System.arraycopy(buffers, 0, all, 1, buffers.length);
        boolean whole = super.flush(all);
        if (!before.hasRemaining()) {
            kept = null;
        }
        return whole;
    }

    private ByteBuffer copy(ByteBuffer... buffers) {
        ByteBuffer whole = kept == null ? BufferUtil.EMPTY_BUFFER : kept;
        for (ByteBuffer each : buffers) {
            whole = IoBuffers.joined(whole, IoBuffers.copy(each));
        }
        return whole;
    }

    /** A connection that was closed as it was read has no key any more, which Jetty would notice by an exception. */
    @Override
    public void updateKey() {
        if (getChannel().isOpen()) {
            super.updateKey();
        }
    }

    /** Lets the reader look again without having waited. */
    void allowReads() {
        readsLeft = MOST_READS;
    }

    @Override
    protected void needsFillInterest() {
        allowReads();
        super.needsFillInterest();
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        if (readsLeft == 0 && !isInputShutdown()) {
            return 0;
        }
        int filled = super.fill(buffer);
        readsLeft = BufferUtil.space(buffer) > 0 ? 0 : readsLeft - 1;
        return filled;
    }
}
