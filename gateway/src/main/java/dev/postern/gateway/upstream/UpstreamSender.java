package dev.postern.gateway.upstream;

import dev.postern.api.CloseStatus;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.api.Turn;
import dev.postern.gateway.closing.CloseDeadline;
import dev.postern.http.Completion;
import dev.postern.http.WebSocketChannel;
import dev.postern.protocol.EncodedMessage;

import org.eclipse.jetty.util.thread.Scheduler;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way from a session to its application. Messages of one {@link Turn} share a socket write; while
 * more than {@link Limits#receiveHighMark()} waits to be written the client is not read.
 *
 * <p>Thread-safe; messages come one at a time, as {@link dev.postern.api.BackendConnection} has it.
 */
final class UpstreamSender {

    private final WebSocketChannel upstream;
    private final Session session;
    private final int highMark;
    private final int limit;
    private final CloseDeadline deadline;

    /** Bytes handed over and not yet written. */
    private final AtomicInteger outstanding = new AtomicInteger();

    private final AtomicBoolean paused = new AtomicBoolean();
    private final AtomicBoolean flushDue = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();

    UpstreamSender(WebSocketChannel upstream, Session session, Limits limits, Scheduler scheduler) {
        this.upstream = upstream;
        this.session = session;
        this.highMark = limits.receiveHighMark();
        this.limit = limits.receiveLimit();
        this.deadline = new CloseDeadline(scheduler, outstanding::get, upstream::abort);
    }

    void text(String text) {
        ByteBuffer utf8 = ByteBuffer.wrap(new EncodedMessage(text).utf8());
        if (admit(utf8.remaining())) {
            upstream.sendText(utf8, true, new Written(utf8.remaining()));
            flushAtEnd();
        }
    }

    void binary(ByteBuffer data) {
        if (admit(data.remaining())) {
            upstream.sendBinary(data, true, new Written(data.remaining()));
            flushAtEnd();
        }
    }

    private boolean admit(int bytes) {
        if (closing.get()) {
            return false;
        }
        int waiting = outstanding.addAndGet(bytes);
        // A single message may be larger than the limit; a queue of them may not.
        if (waiting > limit && waiting > bytes) {
            outstanding.addAndGet(-bytes);
            session.close(CloseStatus.SLOW_BACKEND);
            return false;
        }
        if (waiting > highMark) {
            pause();
        }
        return true;
    }

    /** Only after the message: a flush that is due already, on another thread, must find it. */
    private void flushAtEnd() {
        if (flushDue.compareAndSet(false, true)) {
            Turn.atEnd(this::flush);
        }
    }

    private void flush() {
        flushDue.set(false);
        upstream.flush();
    }

    /** The session first, the flag second: so whoever sees the flag resumes a session that is paused. */
    private void pause() {
        session.pause();
        paused.set(true);
        resumeIfDrained();
    }

    private void resumeIfDrained() {
        if (outstanding.get() <= highMark / 4 && paused.compareAndSet(true, false)) {
            session.resume();
        }
    }

    /** A message that is on its way out. */
    private final class Written implements Completion {
        private final int bytes;

        Written(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public void succeeded() {
            outstanding.addAndGet(-bytes);
            resumeIfDrained();
        }

        @Override
        public void failed(Throwable cause) {
            succeeded();
        }
    }

    /**
     * Sends a Close frame behind all messages; the connection is cut where the application does not
     * answer it in time. Only the first call counts.
     */
    void close(CloseStatus status) {
        if (closing.compareAndSet(false, true)) {
            CloseStatus told = transmittable(status);
            upstream.close(told.code(), told.reason());
            deadline.start();
        }
    }

    /** The closing handshake has begun without us; it has to end in time all the same. */
    void closeBegun() {
        if (closing.compareAndSet(false, true)) {
            deadline.start();
        }
    }

    /** The connection is gone. */
    void stop() {
        closing.set(true);
        deadline.cancel();
    }

    /** SockJS has codes of its own (2010) that RFC 6455 §7.4.2 forbids; to the application that client just left. */
    private static CloseStatus transmittable(CloseStatus status) {
        return org.eclipse.jetty.websocket.core.CloseStatus.isTransmittableStatusCode(status.code())
                ? status
                : new CloseStatus(CloseStatus.GOING_AWAY.code(), status.reason());
    }
}
