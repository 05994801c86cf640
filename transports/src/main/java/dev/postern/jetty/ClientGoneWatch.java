package dev.postern.jetty;

import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sees a client leave while its HTTP/1 request waits for an answer, which Jetty of itself does not:
 * between a request's last byte and its response nobody reads the connection, so this does.
 *
 * <p>A read that finds the end means the client is gone. One that finds a byte is the start of a
 * pipelined request (RFC 9112 §9.3.2): the byte goes back to Jetty's connection, which reads on after
 * the response, and the watch ends. It is one byte because that always fits into the connection's
 * buffer, whatever is left in there.
 *
 * <p>The read must not be pending when the response completes, else Jetty aborts the connection; so
 * {@link #end} comes before the last write. An end that meets a read on another thread lets that
 * thread carry on with what comes after, instead of waiting for it.
 */
final class ClientGoneWatch implements Callback {

    private enum Mark {
        /** The read is pending. */
        WAITING,
        /** A thread reads, or is about to make the read pending. */
        LOOKING,
        /** As LOOKING, and the connection has become readable meanwhile. */
        LOOK_AGAIN,
        OVER
    }

    private final AbstractEndPoint endPoint;
    private final Connection connection;
    private final Runnable gone;

    /** A Mark, or the Runnable with which the looking thread has to go on when it is done. */
    private final AtomicReference<Object> state = new AtomicReference<>(Mark.LOOKING);

    /** @param gone runs at most once, and never after {@link #end} */
    private ClientGoneWatch(AbstractEndPoint endPoint, Connection connection, Runnable gone) {
        this.endPoint = endPoint;
        this.connection = connection;
        this.gone = gone;
    }

    /** A watch over that connection, not begun yet; null if its end cannot be watched this way. */
    static @Nullable ClientGoneWatch over(Connection connection, Runnable gone) {
        EndPoint endPoint = connection.getEndPoint();
        while (!(endPoint instanceof AbstractEndPoint)
                && endPoint instanceof EndPoint.Wrapper wrapper) {
            endPoint = wrapper.unwrap();
        }
        return endPoint instanceof AbstractEndPoint readable
                ? new ClientGoneWatch(readable, connection, gone)
                : null;
    }

    void begin() {
        if (foundReadable()) {
            look();
        }
    }

    /** Instead of {@link #begin}, where the request has been answered already. */
    void forgo() {
        finish(ClientGoneWatch::nothing);
    }

    /**
     * Ends the watch.
     *
     * @param then runs once no read is pending any more: at once, or on the thread that is just looking
     */
    void end(Runnable then) {
        while (true) {
            Object seen = state.get();
            if (seen == Mark.LOOKING || seen == Mark.LOOK_AGAIN) {
                if (state.compareAndSet(seen, then)) {
                    return;
                }
            } else if (seen == Mark.WAITING) {
                if (state.compareAndSet(Mark.WAITING, Mark.OVER)) {
                    withdraw();
                    then.run();
                    return;
                }
            } else {
                then.run();
                return;
            }
        }
    }

    /** The connection is readable. */
    @Override
    public void succeeded() {
        while (true) {
            Object seen = state.get();
            if (seen == Mark.WAITING) {
                if (state.compareAndSet(Mark.WAITING, Mark.LOOKING)) {
                    look();
                    return;
                }
            } else if (seen != Mark.LOOKING || state.compareAndSet(Mark.LOOKING, Mark.LOOK_AGAIN)) {
                return;
            }
        }
    }

    /** The connection was closed, which a look at it will tell; or the read was withdrawn, after the end. */
    @Override
    public void failed(Throwable cause) {
        succeeded();
    }

    @Override
    public InvocationType getInvocationType() {
        return Invocable.InvocationType.NON_BLOCKING;
    }

    private void look() {
        ByteBuffer oneByte = BufferUtil.allocate(1);
        do {
            int filled = fill(oneByte);
            if (filled < 0) {
                finish(gone);
                return;
            }
            if (filled > 0) {
                finish(giveBack(oneByte) ? ClientGoneWatch::nothing : gone);
                return;
            }
        } while (foundReadable());
    }

    private boolean giveBack(ByteBuffer read) {
        if (connection instanceof Connection.UpgradeTo reader) {
            reader.onUpgradeTo(read);
            return true;
        }
        return false;
    }

    private int fill(ByteBuffer buffer) {
        try {
            return endPoint.fill(buffer);
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }

    /**
     * Makes the read pending.
     *
     * @return whether the connection became readable meanwhile, which this thread has to see to
     */
    private boolean foundReadable() {
        if (!endPoint.tryFillInterested(this)) {
            finish(ClientGoneWatch::nothing);
            return false;
        }
        if (state.compareAndSet(Mark.LOOKING, Mark.WAITING)) {
            return false;
        }
        if (state.compareAndSet(Mark.LOOK_AGAIN, Mark.LOOKING)) {
            return true;
        }
        withdraw();
        finish(ClientGoneWatch::nothing);
        return false;
    }

    private void withdraw() {
        endPoint.getFillInterest().onFail(new Withdrawn());
    }

    /** Ends this from the looking thread, with what {@link #end} asked for if it came in between. */
    private void finish(Runnable otherwise) {
        Object seen = state.getAndSet(Mark.OVER);
        if (seen instanceof Runnable then) {
            then.run();
        } else {
            otherwise.run();
        }
    }

    private static void nothing() {}

    /** Fails the pending read of a watch that ends; it tells nobody anything, so it has no stack trace. */
    private static final class Withdrawn extends Exception {
        Withdrawn() {
            super("withdrawn", null, false, false);
        }
    }
}
