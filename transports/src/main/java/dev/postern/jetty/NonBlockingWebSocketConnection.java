package dev.postern.jetty;

import dev.postern.api.Turn;

import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;

import java.util.concurrent.Executor;

/**
 * Jetty's WebSocket connection, read on the selector's own thread: one read makes one {@link Turn}, in
 * which its frames are handled, and then the connection waits until it is readable again.
 *
 * <p>Jetty's own declares its reads blocking, which costs a change of threads for every one of them,
 * and reads until there is nothing left, which starves others.
 */
final class NonBlockingWebSocketConnection extends WebSocketConnection implements Callback {

    private final OneReadEndPoint reads;

    /** A server's connection over {@code endPoint}, which was an HTTP connection's until now. */
    NonBlockingWebSocketConnection(
            EndPoint endPoint,
            Executor executor,
            Scheduler scheduler,
            ByteBufferPool buffers,
            WebSocketCoreSession session) {
        this(new OneReadEndPoint(endPoint), executor, scheduler, buffers, session);
    }

    private NonBlockingWebSocketConnection(
            OneReadEndPoint reads,
            Executor executor,
            Scheduler scheduler,
            ByteBufferPool buffers,
            WebSocketCoreSession session) {
        super(reads, executor, scheduler, buffers, session);
        this.reads = reads;
    }

    @Override
    public void fillInterested() {
        fillInterested(this);
    }

    /** The connection is readable. */
    @Override
    public void succeeded() {
        onFillable();
    }

    @Override
    public void failed(Throwable cause) {
        onFillInterestedFailed(cause);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void onOpen() {
        reads.allowOne();
        Turn.run(super::onOpen);
    }

    @Override
    public void onFillable() {
        reads.allowOne();
        Turn.run(super::onFillable);
    }

    /** Demand has come while nobody was reading. */
    @Override
    public void run() {
        reads.allowOne();
        Turn.run(super::run);
    }
}
