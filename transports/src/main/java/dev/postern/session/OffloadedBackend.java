package dev.postern.session;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Session;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A backend that may block, called on worker threads: one call at a time for each session, handed
 * over once for each read batch. What waits for it is bounded: past the mark its client is not read.
 */
public final class OffloadedBackend implements Backend {

    private final Backend backend;
    private final Executor workers;
    private final int highMark;

    /**
     * @param workers runs the backend's code; may reject, which closes the session with 1013. There
     *     is no thread then to tell the backend on: it hears of the end only if the workers take
     *     tasks again by then
     * @param highMark bytes that may wait for a session's backend before its client is paused
     */
    public OffloadedBackend(Backend backend, Executor workers, int highMark) {
        this.backend = backend;
        this.workers = workers;
        this.highMark = highMark;
    }

    @Override
    public boolean neverBlocks() {
        return true;
    }

    @Override
    public void connect(Session session, Connecting connecting) {
        SerialExecutor calls = new SerialExecutor(workers, () -> {
            // The one counts before the backend's answer, the other after it.
            connecting.refuse(CloseStatus.TRY_AGAIN_LATER);
            session.close(CloseStatus.TRY_AGAIN_LATER);
        });
        calls.execute(() -> {
            try {
                backend.connect(session, new Answer(session, connecting, calls));
            } catch (RuntimeException | Error e) {
                SerialExecutor.LOG.warn(
                        "The backend failed to answer a new session; it is refused with 1011", e);
                connecting.refuse(CloseStatus.INTERNAL_ERROR);
            }
        });
    }

    private final class Answer implements Connecting {
        private final Session session;
        private final Connecting connecting;
        private final SerialExecutor calls;

        Answer(Session session, Connecting connecting, SerialExecutor calls) {
            this.session = session;
            this.connecting = connecting;
            this.calls = calls;
        }

        @Override
        public void accept(BackendConnection connection, @Nullable String subProtocol) {
            connecting.accept(
                    new OffloadedConnection(session, connection, calls, highMark), subProtocol);
        }

        @Override
        public void refuse(CloseStatus why) {
            connecting.refuse(why);
        }

        @Override
        public void onAbandoned(Runnable cancel) {
            connecting.onAbandoned(() -> calls.execute(cancel));
        }
    }

    private static final class OffloadedConnection implements BackendConnection {
        private final Session session;
        private final BackendConnection connection;
        private final SerialExecutor calls;
        private final int highMark;
        private final AtomicInteger waiting = new AtomicInteger();

        /** Set once the client is paused, cleared by whoever resumes it. */
        private final AtomicBoolean paused = new AtomicBoolean();

        OffloadedConnection(
                Session session, BackendConnection connection, SerialExecutor calls, int highMark) {
            this.session = session;
            this.connection = Objects.requireNonNull(connection);
            this.calls = calls;
            this.highMark = highMark;
        }

        @Override
        public void onText(String text) {
            handOver(text.length() + ClientBatch.MESSAGE_OVERHEAD, () -> connection.onText(text));
        }

        @Override
        public void onBinary(ByteBuffer data) {
            handOver(
                    data.remaining() + ClientBatch.MESSAGE_OVERHEAD,
                    () -> connection.onBinary(data));
        }

        @Override
        public void onWritable() {
            connection.unblock(false);
            calls.execute(guarded(connection::onWritable));
        }

        @Override
        public void onClose(CloseStatus status) {
            connection.unblock(true);
            calls.execute(() -> {
                try {
                    connection.onClose(status);
                } catch (RuntimeException | Error e) {
                    SerialExecutor.LOG.warn("The backend failed on the end of a session", e);
                }
            });
        }

        private void handOver(int size, Runnable call) {
            if (waiting.addAndGet(size) > highMark && !paused.get()) {
                // In this order: the worker that empties the queue must not resume before the
                // pause.
                session.pause();
                paused.set(true);
                resumeIfDrained();
            }
            calls.execute(() -> {
                guarded(call).run();
                waiting.addAndGet(-size);
                resumeIfDrained();
            });
        }

        private void resumeIfDrained() {
            if (waiting.get() <= highMark / 2 && paused.compareAndSet(true, false)) {
                session.resume();
            }
        }

        private Runnable guarded(Runnable call) {
            return () -> {
                try {
                    call.run();
                } catch (RuntimeException | Error e) {
                    SerialExecutor.LOG.warn(
                            "The backend failed on a session's event; it closes with 1011", e);
                    session.close(CloseStatus.INTERNAL_ERROR);
                }
            };
        }
    }
}
