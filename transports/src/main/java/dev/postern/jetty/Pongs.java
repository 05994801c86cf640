package dev.postern.jetty;

import dev.postern.http.Completion;

import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Answers PINGs. A peer that sends them and takes no answers fills no memory: with enough answers under
 * way only the latest PING is kept to be answered (RFC 6455 §5.5.3).
 */
final class Pongs implements Completion {

    /** How a PONG is sent. */
    interface Sender {
        void pong(ByteBuffer application, Completion done);
    }

    private static final int MOST = 16;

    private final Sender sender;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicReference<@Nullable ByteBuffer> latest = new AtomicReference<>();

    Pongs(Sender sender) {
        this.sender = sender;
    }

    /** @param application valid during the call only; null for none */
    void answer(@Nullable ByteBuffer application) {
        ByteBuffer kept =
                application == null ? BufferUtil.EMPTY_BUFFER : BufferUtil.copy(application);
        if (underWay.get() < MOST) {
            send(kept);
            return;
        }
        latest.set(kept);
        sendLatest();
    }

    @Override
    public void succeeded() {
        underWay.decrementAndGet();
        sendLatest();
    }

    @Override
    public void failed(Throwable cause) {
        underWay.decrementAndGet();
    }

    private void sendLatest() {
        if (latest.get() != null && underWay.get() < MOST) {
            ByteBuffer kept = latest.getAndSet(null);
            if (kept != null) {
                send(kept);
            }
        }
    }

    private void send(ByteBuffer application) {
        underWay.incrementAndGet();
        sender.pong(application, this);
    }
}
