package dev.postern.gateway.stomp.relay;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.IteratingCallback;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Writes frames to a broker, one write after the other; what has queued up meanwhile is one write.
 * Thread-safe.
 */
final class BrokerWriter extends IteratingCallback {

    /** What the kernel takes in one write without more ado. */
    private static final int MOST_BUFFERS = 64;

    private static final ByteBuffer[] NONE = {};

    private final EndPoint broker;
    private final IntConsumer written;
    private final Consumer<Throwable> failed;

    private final Deque<byte[]> queue = new ArrayDeque<>();
    private boolean finishing;
    private boolean stopped;

    private ByteBuffer[] writing = NONE;
    private int writingBytes;

    /**
     * @param written hears how many bytes have been written
     * @param failed hears of a write that failed, after which there is none
     */
    BrokerWriter(EndPoint broker, IntConsumer written, Consumer<Throwable> failed) {
        this.broker = broker;
        this.written = written;
        this.failed = failed;
    }

    /** Takes a frame; {@link #iterate} writes it. */
    void add(byte[] frame) {
        synchronized (queue) {
            if (!finishing && !stopped) {
                queue.addLast(frame);
            }
        }
    }

    /** No frame comes any more: ends the broker's input behind those that wait. */
    void finish() {
        synchronized (queue) {
            finishing = true;
        }
        iterate();
    }

    /** Nothing is written any more. */
    void stop() {
        synchronized (queue) {
            stopped = true;
            queue.clear();
        }
    }

    @Override
    protected Action process() {
        synchronized (queue) {
            if (stopped) {
                return Action.IDLE;
            }
            int count = Math.min(queue.size(), MOST_BUFFERS);
            writing = count == 0 ? NONE : new ByteBuffer[count];
            writingBytes = 0;
            for (int i = 0; i < count; i++) {
                byte[] frame = queue.removeFirst();
                writing[i] = ByteBuffer.wrap(frame);
                writingBytes += frame.length;
            }
            if (count == 0 && !finishing) {
                return Action.IDLE;
            }
            stopped = count == 0;
        }
        if (writing.length == 0) {
            broker.shutdownOutput();
            return Action.IDLE;
        }
        broker.write(this, writing);
        return Action.SCHEDULED;
    }

    @Override
    protected void onSuccess() {
        writing = NONE;
        written.accept(writingBytes);
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        writing = NONE;
        stop();
        failed.accept(cause);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
