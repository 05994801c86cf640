package dev.postern.gateway.stomp.relay;

import dev.postern.api.Turn;

import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A TCP connection to a broker, read on the selector's own thread: one read makes one {@link Turn}. It
 * is read by demand: after a read whose user has had enough, only once {@link #readOn} says so.
 */
final class BrokerConnection extends AbstractConnection.NonBlocking
        implements SslHandshakeListener {

    /** Who uses the connection. */
    interface User {

        /** It is there; comes first. */
        void opened(BrokerConnection connection);

        /**
         * Takes all of what has come.
         *
         * @return whether there is room for more
         */
        boolean received(BrokerConnection connection, ByteBuffer bytes);

        /** Whether there is room by now. */
        boolean hasRoom();

        /** So many bytes have been written; from any thread. */
        void written(int bytes);

        /**
         * It is over; from any thread, and once, or twice where that was handed over meanwhile.
         *
         * @param cause an {@link EOFException} where the broker closed it
         */
        void ended(BrokerConnection connection, Throwable cause);
    }

    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final int BUFFER_SIZE = 16 << 10;

    private final ByteBufferPool buffers;
    private final BrokerWriter writer;
    private final AtomicBoolean stalled = new AtomicBoolean();
    private final AtomicBoolean flushDue = new AtomicBoolean();
    private final AtomicBoolean hasEnded = new AtomicBoolean();
    private volatile @Nullable Throwable ending;

    /** Why TLS was not to be: Jetty closes the connection for that without a word. */
    private volatile @Nullable Throwable distrust;

    private volatile User user;

    BrokerConnection(EndPoint endPoint, Executor executor, ByteBufferPool buffers, User user) {
        super(endPoint, executor);
        this.buffers = buffers;
        this.user = user;
        this.writer = new BrokerWriter(endPoint, bytes -> this.user.written(bytes), this::end);
    }

    /** Hands the connection over; to be called by its present user. */
    void handTo(User next) {
        user = next;
        Throwable cause = ending;
        if (cause != null) {
            next.ended(this, cause);
        }
    }

    @Override
    public void onOpen() {
        super.onOpen();
        if (getEndPoint() instanceof SslConnection.SslEndPoint tls) {
            tls.getSslConnection().addHandshakeListener(this);
        }
        user.opened(this);
        fillInterested();
    }

    @Override
    public void onFillable() {
        RetainableByteBuffer buffer = buffers.acquire(BUFFER_SIZE, false);
        try {
            ByteBuffer bytes = buffer.getByteBuffer();
            int filled = getEndPoint().fill(bytes);
            if (filled < 0) {
                end(new EOFException("it closed the connection"));
            } else if (filled == 0) {
                fillInterested();
            } else {
                Turn.run(() -> received(bytes));
            }
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException e) {
            LOG.error("A broker's connection is cut for a defect of this program", e);
            end(e);
        } finally {
            buffer.release();
        }
    }

    private void received(ByteBuffer bytes) {
        if (user.received(this, bytes)) {
            fillInterested();
            return;
        }
        stalled.set(true);
        if (user.hasRoom()) {
            readOn();
        }
    }

    /** Reads on if it was the user's lack of room that stopped it. */
    void readOn() {
        if (stalled.compareAndSet(true, false)) {
            fillInterested();
        }
    }

    /** Whether what the broker says waits for the user's room. */
    boolean isStalled() {
        return stalled.get();
    }

    /** Takes a frame, for {@link #flush} to write. */
    void add(byte[] frame) {
        writer.add(frame);
    }

    /** Writes what was added, at the end of the turn. */
    void flush() {
        if (flushDue.compareAndSet(false, true)) {
            Turn.atEnd(() -> {
                flushDue.set(false);
                writer.iterate();
            });
        }
    }

    /** No frame comes any more: the broker sees the end of its input behind those that were added. */
    void finish() {
        writer.finish();
    }

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        distrust = failure;
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        end(cause);
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        end(cause == null ? new EOFException("the connection was closed") : cause);
    }

    /** Closes the connection. Its user hears of that, unless it has heard already. */
    void end(Throwable why) {
        if (hasEnded.compareAndSet(false, true)) {
            Throwable refusal = distrust;
            Throwable cause = refusal == null ? why : refusal;
            ending = cause;
            writer.stop();
            getEndPoint().close(cause);
            user.ended(this, cause);
        }
    }
}
