package dev.postern.gateway.server;

import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/**
 * A connection for which there is no room. Its first bytes are awaited for a moment and answered 503:
 * closed with bytes unread it would be reset, and the answer lost on the way. Where too many wait so,
 * it is closed at once.
 */
final class RefusedConnection extends AbstractConnection {

    /** A client that connects has something to say. */
    private static final int PATIENCE_MILLIS = 2000;

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

    private final boolean answered;
    private final Runnable onGone;

    /** @param onGone runs once, when it is closed */
    RefusedConnection(EndPoint endPoint, Executor executor, boolean answered, Runnable onGone) {
        super(endPoint, executor);
        this.answered = answered;
        this.onGone = onGone;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        if (answered) {
            getEndPoint().setIdleTimeout(PATIENCE_MILLIS);
            fillInterested();
        } else {
            getEndPoint().close();
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
        onGone.run();
    }
}
