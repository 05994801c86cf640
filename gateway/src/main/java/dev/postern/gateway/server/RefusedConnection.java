package dev.postern.gateway.server;

import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection for which there is no room. Its first bytes are awaited for a moment and answered 503:
 * closed with bytes unread it would be reset, and the answer lost on the way. Where too many wait so,
 * it is closed at once.
 */
final class RefusedConnection extends AbstractConnection {

    /** The head of a usual request; what is more than that may lose its answer. */
    private static final int READ_SIZE = 16 << 10;

    private static final byte[] ANSWER = String.join(
                    "\r\n",
                    "HTTP/1.1 503 Service Unavailable",
                    "Content-Type: text/plain; charset=UTF-8",
                    "Retry-After: 5",
                    "Content-Length: 20",
                    "Connection: close",
                    "",
                    "Service Unavailable\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final Duration patience;
    private final AtomicInteger waiting;

    /**
     * Not yet open.
     *
     * @param patience how long its first bytes are awaited; nothing: not at all
     * @param waiting counts those that are open
     */
    RefusedConnection(
            EndPoint endPoint, Executor executor, Duration patience, AtomicInteger waiting) {
        super(endPoint, executor);
        this.patience = patience;
        this.waiting = waiting;
    }

    @Override
    public void onOpen() {
        waiting.incrementAndGet();
        super.onOpen();
        if (patience.isZero()) {
            getEndPoint().close();
        } else {
            getEndPoint().setIdleTimeout(patience.toMillis());
            fillInterested();
        }
    }

    @Override
    public void onFillable() {
        try {
            int filled = getEndPoint().fill(ByteBuffer.allocate(READ_SIZE).flip());
            if (filled == 0) {
                fillInterested();
                return;
            }
            if (filled > 0) {
                getEndPoint().flush(ByteBuffer.wrap(ANSWER));
            }
        } catch (IOException gone) {
            // Nobody is there to hear it.
        }
        getEndPoint().close();
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        getEndPoint().close();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        super.onClose(cause);
        waiting.decrementAndGet();
    }
}
