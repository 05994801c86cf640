package dev.postern.gateway.upstream;

import dev.postern.api.CloseStatus;
import dev.postern.api.Limits;
import dev.postern.api.Session;
import dev.postern.api.Turn;
import dev.postern.jetty.CloseFrame;
import dev.postern.protocol.EncodedMessage;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

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

    private final CoreSession upstream;
    private final Session session;
    private final int highMark;
    private final int limit;
    private final CloseDeadline deadline;

    /** Bytes handed to Jetty and not yet written. */
    private final AtomicInteger outstanding = new AtomicInteger();

    private final AtomicBoolean paused = new AtomicBoolean();
    private final AtomicBoolean flushDue = new AtomicBoolean();
    private final AtomicBoolean pongInFlight = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();

    UpstreamSender(CoreSession upstream, Session session, Limits limits, Scheduler scheduler) {
        this.upstream = upstream;
        this.session = session;
        this.highMark = limits.receiveHighMark();
        this.limit = limits.receiveLimit();
        this.deadline = new CloseDeadline(scheduler, outstanding::get, upstream::abort);
    }

    void text(String text) {
        send(OpCode.TEXT, ByteBuffer.wrap(new EncodedMessage(text).utf8()));
    }

    void binary(ByteBuffer data) {
        send(OpCode.BINARY, data);
    }

    private void send(byte opCode, ByteBuffer payload) {
        if (closing.get()) {
            return;
        }
        int bytes = payload.remaining();
        int waiting = outstanding.addAndGet(bytes);
        // A single message may be larger than the limit; a queue of them may not.
        if (waiting > limit && waiting > bytes) {
            outstanding.addAndGet(-bytes);
            session.close(CloseStatus.SLOW_BACKEND);
            return;
        }
        if (waiting > highMark) {
            pause();
        }
        upstream.sendFrame(
                new Frame(opCode).setPayload(payload),
                Callback.from(() -> written(bytes), failure -> written(bytes)),
                true);
        // Only after the frame: a flush that is due already, on another thread, must find it.
        if (flushDue.compareAndSet(false, true)) {
            Turn.atEnd(this::flush);
        }
    }

    private void flush() {
        flushDue.set(false);
        upstream.flush(Callback.NOOP);
    }

    /** The session first, the flag second: so whoever sees the flag resumes a session that is paused. */
    private void pause() {
        session.pause();
        paused.set(true);
        resumeIfDrained();
    }

    private void written(int bytes) {
        outstanding.addAndGet(-bytes);
        resumeIfDrained();
    }

    private void resumeIfDrained() {
        if (outstanding.get() <= highMark / 4 && paused.compareAndSet(true, false)) {
            session.resume();
        }
    }

    /**
     * Answers a PING. One at a time: of several the newest may stand for all (RFC 6455 §5.5.3), so an
     * application that pings and does not read makes nothing grow.
     */
    void pong(ByteBuffer payload) {
        if (!closing.get() && pongInFlight.compareAndSet(false, true)) {
            ByteBuffer copy =
                    ByteBuffer.allocate(payload.remaining()).put(payload).flip();
            upstream.sendFrame(
                    new Frame(OpCode.PONG).setPayload(copy),
                    Callback.from(
                            () -> pongInFlight.set(false), failure -> pongInFlight.set(false)),
                    false);
        }
    }

    /**
     * Sends a Close frame behind all messages; the connection is cut where the application does not
     * answer it in time. Only the first call counts.
     */
    void close(CloseStatus status) {
        if (closing.compareAndSet(false, true)) {
            CloseStatus told = transmittable(status);
            upstream.sendFrame(new CloseFrame(told.code(), told.reason()), Callback.NOOP, false);
            deadline.start();
        }
    }

    /** The connection is gone, or as good as that. */
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
