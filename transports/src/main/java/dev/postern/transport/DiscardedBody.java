package dev.postern.transport;

import dev.postern.api.Counter;
import dev.postern.http.BodyReader;
import dev.postern.http.Exchange;
import dev.postern.session.SessionTimers;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A body where none is expected: sockjs-client's polls have none, but a proxy or a person may send
 * one. It is read and forgotten, up to a bound, so that the connection can be watched and kept.
 */
final class DiscardedBody implements BodyReader {

    private static final int MAX = 64 << 10;

    /** One byte a second must not hold a connection for hours. */
    private static final Duration MAX_DURATION = Duration.ofSeconds(60);

    private final TransportContext context;
    private final Exchange exchange;
    private final Runnable whenRead;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile SessionTimers.@Nullable Timer deadline;
    private int read;

    private DiscardedBody(TransportContext context, Exchange exchange, Runnable whenRead) {
        this.context = context;
        this.exchange = exchange;
        this.whenRead = whenRead;
    }

    static void read(TransportContext context, Exchange exchange, Runnable whenRead) {
        String length = exchange.header("Content-Length");
        boolean empty =
                length == null ? exchange.header("Transfer-Encoding") == null : length.equals("0");
        if (empty) {
            whenRead.run();
        } else {
            DiscardedBody body = new DiscardedBody(context, exchange, whenRead);
            exchange.readBody(body);
            body.expectEnd();
        }
    }

    private void expectEnd() {
        if (!over.get()) {
            deadline = context.timers().after(MAX_DURATION.toNanos(), this::breakOff);
        }
    }

    @Override
    public boolean onChunk(ByteBuffer chunk) {
        read += chunk.remaining();
        if (read <= MAX) {
            return true;
        }
        if (endOnce()) {
            context.counters().add(Counter.MESSAGE_TOO_BIG);
            Answers.text(exchange, 413, "A request to receive has no body\n");
        }
        return false;
    }

    @Override
    public void onEnd() {
        if (endOnce()) {
            whenRead.run();
        }
    }

    @Override
    public void onFailure(Throwable cause) {
        breakOff();
    }

    private void breakOff() {
        if (endOnce()) {
            context.counters().add(Counter.BODY_BROKEN_OFF);
            exchange.abort();
        }
    }

    private boolean endOnce() {
        SessionTimers.Timer timer = deadline;
        if (timer != null) {
            timer.cancel();
        }
        return over.compareAndSet(false, true);
    }
}
