package dev.postern.jetty;

import dev.postern.api.Turn;
import dev.postern.http.Completion;
import dev.postern.http.HeaderField;
import dev.postern.http.ResponseHead;
import dev.postern.http.WebSocketListener;
import dev.postern.http.WebSocketSettings;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.gzip.GzipResponseAndCallback;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The answer to one request to Jetty core: whole, streamed, or an upgrade. The request's Callback is
 * completed here and nowhere else.
 */
final class JettyAnswer {

    private static final int NOT_MODIFIED = 304;

    private enum Phase {
        UNANSWERED,
        STREAMING,
        /** The last write was begun, or the upgrade, or there will be none. */
        ANSWERED
    }

    private final Request request;
    private final Response response;
    private final Callback callback;

    /** Kept, because Jetty lets go of a request that is complete, and its connection moves on. */
    private final ConnectionMetaData metaData;

    private final HttpVersion version;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.UNANSWERED);
    private final AtomicBoolean completed = new AtomicBoolean();
    private volatile @Nullable ClientGoneWatch watch;

    /** Of a streamed HTTP/1.1 response. */
    private volatile @Nullable ChunkedResponse chunks;

    /** Of any other streamed response, until its first write. */
    private volatile @Nullable ByteBuffer beginning;

    JettyAnswer(
            Request request, Response response, Callback callback, ConnectionMetaData metaData) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.metaData = metaData;
        this.version = metaData.getHttpVersion();
    }

    boolean isComplete() {
        return completed.get();
    }

    void respond(ResponseHead head, ByteBuffer content, Completion done) {
        if (!phase.compareAndSet(Phase.UNANSWERED, Phase.ANSWERED)) {
            done.failed(new ClosedChannelException());
            return;
        }
        setHead(head);
        // RFC 9110 §8.6: Jetty would add a Content-Length of 0 to a last write, which a 304 must
        // not have.
        boolean last = head.status() != NOT_MODIFIED;
        unwatched(() -> send(content, last, new Sent(true, done)));
    }

    void begin(ResponseHead head, ByteBuffer prelude) {
        if (phase.compareAndSet(Phase.UNANSWERED, Phase.STREAMING)) {
            uncompressed();
            setHead(head);
            if (version == HttpVersion.HTTP_1_1 && connection() instanceof HttpConnection http) {
                chunks = new ChunkedResponse(response, http, prelude);
            } else {
                beginning = prelude;
            }
        }
    }

    void write(ByteBuffer data, boolean last, Completion done) {
        boolean open = last
                ? phase.compareAndSet(Phase.STREAMING, Phase.ANSWERED)
                : phase.get() == Phase.STREAMING;
        if (!open) {
            done.failed(new ClosedChannelException());
        } else if (last) {
            unwatched(() -> stream(data, true, new Sent(true, done)));
        } else {
            stream(data, false, new Sent(false, done));
        }
    }

    void abort() {
        phase.set(Phase.ANSWERED);
        cut(new Cut("Aborted"));
    }

    void onClientGone(Runnable listener) {
        Runnable gone = () -> {
            if (phase.getAndSet(Phase.ANSWERED) != Phase.ANSWERED) {
                Turn.run(() -> {
                    cut(new Cut("Client gone"));
                    listener.run();
                });
            }
        };
        ClientGoneWatch begun = isHttp1() ? ClientGoneWatch.over(connection(), gone) : null;
        if (begun == null) {
            listenForFailure(gone);
            return;
        }
        watch = begun;
        if (phase.get() == Phase.ANSWERED) {
            begun.forgo();
        } else {
            begun.begin();
        }
    }

    /** Jetty says nothing to who comes after the failure: the next read would. */
    private void listenForFailure(Runnable gone) {
        if (phase.get() == Phase.ANSWERED) {
            return;
        }
        try {
            request.addFailureListener(failure -> gone.run());
            Content.Chunk next = request.read();
            if (Content.Chunk.isFailure(next)) {
                gone.run();
            } else if (next != null) {
                next.release();
            }
        } catch (IllegalStateException over) {
            // Jetty has let go of the request: it was answered meanwhile, or its client has gone.
            gone.run();
        }
    }

    void upgrade(
            WebSocketComponents components,
            WebSocketSettings settings,
            WebSocketListener listener) {
        if (!phase.compareAndSet(Phase.UNANSWERED, Phase.ANSWERED)) {
            listener.onAbort(new ClosedChannelException());
            return;
        }
        Callback answered = new Callback() {
            @Override
            public void succeeded() {
                complete(null);
            }

            @Override
            public void failed(Throwable cause) {
                complete(cause);
                listener.onAbort(cause);
            }

            @Override
            public InvocationType getInvocationType() {
                return InvocationType.NON_BLOCKING;
            }
        };
        unwatched(() -> OpeningHandshake.answer(
                request, response, answered, components, settings, listener));
    }

    /** A compressor keeps frames until it has enough of them; and chunks go past it. */
    private void uncompressed() {
        GzipResponseAndCallback gzip = Response.as(response, GzipResponseAndCallback.class);
        if (gzip != null) {
            gzip.noCompression();
        }
    }

    private void setHead(ResponseHead head) {
        response.setStatus(head.status());
        HttpFields.Mutable fields = response.getHeaders();
        for (HeaderField field : head.fields()) {
            fields.add(EncodedFields.of(field));
        }
    }

    private void stream(ByteBuffer data, boolean last, Sent sent) {
        ChunkedResponse chunked = chunks;
        if (chunked == null) {
            ByteBuffer before = beginning;
            beginning = null;
            send(before == null ? data : IoBuffers.joined(before, data), last, sent);
            return;
        }
        try {
            chunked.write(data, last, sent);
        } catch (IllegalStateException e) {
            sent.failed(e);
        }
    }

    private void send(ByteBuffer data, boolean last, Sent sent) {
        try {
            response.write(last, data, sent);
        } catch (IllegalStateException e) {
            // Jetty lets go of a request whose connection failed, and then refuses writes.
            sent.failed(e);
        }
    }

    /** Runs {@code last} once no read is pending that the response's end would stumble over. */
    private void unwatched(Runnable last) {
        ClientGoneWatch begun = watch;
        if (begun == null) {
            last.run();
        } else {
            begun.end(last);
        }
    }

    /** How long a poll waits is its session's business; a write that has stalled is the connection's. */
    boolean idle() {
        ChunkedResponse written = chunks;
        if (written != null && written.isWriting()) {
            abort();
        }
        return false;
    }

    private void cut(Cut cause) {
        // Once completed the connection is the next request's.
        if (completed.compareAndSet(false, true)) {
            if (isHttp1()) {
                connection().getEndPoint().close(cause);
            }
            callback.failed(cause);
        }
    }

    private void complete(@Nullable Throwable failure) {
        if (!completed.compareAndSet(false, true)) {
            return;
        }
        if (failure == null) {
            callback.succeeded();
        } else {
            callback.failed(failure);
        }
    }

    /** Whether the connection is this request's alone; in HTTP/2 it is shared with others. */
    private boolean isHttp1() {
        return version.getVersion() <= HttpVersion.HTTP_1_1.getVersion();
    }

    private Connection connection() {
        return metaData.getConnection();
    }

    /** A write in flight. */
    private final class Sent implements Callback {

        private final boolean last;
        private final Completion done;

        Sent(boolean last, Completion done) {
            this.last = last;
            this.done = done;
        }

        @Override
        public void succeeded() {
            if (last) {
                complete(null);
            }
            done.succeeded();
        }

        @Override
        public void failed(Throwable cause) {
            phase.set(Phase.ANSWERED);
            // An EofException is one that Jetty doesn't log: a client that hangs up is no news.
            complete(new EofException(cause));
            done.failed(cause);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
