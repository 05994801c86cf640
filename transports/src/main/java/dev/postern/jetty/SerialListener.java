package dev.postern.jetty;

import dev.postern.http.WebSocketChannel;
import dev.postern.http.WebSocketListener;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells a listener one thing at a time, and one last thing once. Jetty reports what it reads in order,
 * but a connection's end from whatever thread finds it; an end found while the listener is busy waits
 * for it to return.
 */
final class SerialListener {

    private static final Logger LOG = LoggerFactory.getLogger(SerialListener.class);

    private enum Mark {
        BUSY,
        OVER
    }

    private final WebSocketListener listener;

    /** Null when idle, a Mark, or the Runnable that tells the last thing once the listener returns. */
    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

    SerialListener(WebSocketListener listener) {
        this.listener = listener;
    }

    /** Tells it of the opening; false if the listener threw, here and in the following. */
    boolean open(WebSocketChannel channel) {
        return tell(() -> listener.onOpen(channel));
    }

    boolean text(String text) {
        return tell(() -> listener.onText(text));
    }

    boolean texts(List<String> texts) {
        return tell(() -> listener.onTexts(texts));
    }

    boolean binary(ByteBuffer data) {
        return tell(() -> listener.onBinary(data));
    }

    void close(int code, String reason) {
        end(() -> listener.onClose(code, reason));
    }

    void breach(int code, String reason) {
        end(() -> listener.onBreach(code, reason));
    }

    void abort(Throwable cause) {
        end(() -> listener.onAbort(cause));
    }

    private boolean tell(Runnable call) {
        if (!state.compareAndSet(null, Mark.BUSY)) {
            return true;
        }
        boolean well = run(call);
        if (!state.compareAndSet(Mark.BUSY, null)
                && state.getAndSet(Mark.OVER) instanceof Runnable last) {
            run(last);
        }
        return well;
    }

    private void end(Runnable last) {
        while (true) {
            Object seen = state.get();
            if (seen == null) {
                if (state.compareAndSet(null, Mark.OVER)) {
                    run(last);
                    return;
                }
            } else if (seen != Mark.BUSY || state.compareAndSet(Mark.BUSY, last)) {
                return;
            }
        }
    }

    private static boolean run(Runnable call) {
        try {
            call.run();
            return true;
        } catch (RuntimeException e) {
            LOG.error("A WebSocket's listener failed", e);
            return false;
        }
    }
}
