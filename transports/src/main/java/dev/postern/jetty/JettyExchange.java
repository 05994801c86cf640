package dev.postern.jetty;

import dev.postern.api.Headers;
import dev.postern.api.Turn;
import dev.postern.http.BodyReader;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.ExchangeHandler;
import dev.postern.http.HeaderField;
import dev.postern.http.ResponseHead;
import dev.postern.http.WebSocketListener;
import dev.postern.http.WebSocketSettings;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.gzip.GzipResponseAndCallback;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.jspecify.annotations.Nullable;

import java.io.Serial;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** One request to Jetty core and its response. The request's Callback is completed here and nowhere else. */
public final class JettyExchange implements Exchange {

    /** What remote and local say of a connection that is closed already. */
    private static final SocketAddress UNKNOWN = InetSocketAddress.createUnresolved("unknown", 0);

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
    private final WebSocketComponents components;

    /** Kept, because Jetty lets go of a request that is complete, and its connection moves on. */
    private final ConnectionMetaData metaData;

    private final HttpVersion version;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.UNANSWERED);
    private final AtomicBoolean completed = new AtomicBoolean();

    private boolean taken;
    private @Nullable Headers headers;
    private @Nullable RequestBody body;
    private volatile @Nullable ClientGoneWatch watch;

    /** Of a streamed HTTP/1.1 response. */
    private volatile @Nullable ChunkedResponse chunks;

    /** Of any other streamed response, until its first write. */
    private volatile @Nullable ByteBuffer beginning;

    /**
     * A request that nothing has been answered to.
     *
     * @param callback completed, on any thread, when the response is, or has failed
     */
    public JettyExchange(
            Request request, Response response, Callback callback, WebSocketComponents components) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.components = components;
        this.metaData = request.getConnectionMetaData();
        this.version = metaData.getHttpVersion();
    }

    /**
     * Offers the request to each handler until one answers it.
     *
     * @param face what they see: this, or an exchange that forwards to it
     */
    public void offerTo(List<ExchangeHandler> handlers, Exchange face) {
        for (ExchangeHandler handler : handlers) {
            if (handler.handle(face)) {
                taken = true;
                if (!completed.get()) {
                    request.addIdleTimeoutListener(timeout -> idle());
                }
                return;
            }
        }
    }

    /** Whether one of the handlers has taken it. */
    public boolean isTaken() {
        return taken;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        String path = request.getHttpURI().getPath();
        return path == null ? "" : path;
    }

    @Override
    public @Nullable String query() {
        return request.getHttpURI().getQuery();
    }

    @Override
    public Headers headers() {
        Headers read = headers;
        if (read == null) {
            HttpFields fields = request.getHeaders();
            List<String> pairs = new ArrayList<>(2 * fields.size());
            for (HttpField field : fields) {
                String value = field.getValue();
                pairs.add(field.getName());
                pairs.add(value == null ? "" : value);
            }
            read = new Headers(pairs);
            headers = read;
        }
        return read;
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeaders().get(name);
    }

    @Override
    public SocketAddress remote() {
        SocketAddress address = metaData.getRemoteSocketAddress();
        return address == null ? UNKNOWN : address;
    }

    @Override
    public SocketAddress local() {
        SocketAddress address = metaData.getLocalSocketAddress();
        return address == null ? UNKNOWN : address;
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }

    @Override
    public void readBody(BodyReader reader) {
        if (body != null) {
            throw new IllegalStateException("the body is read once");
        }
        RequestBody begun = new RequestBody(request, reader, this::abort);
        body = begun;
        begun.read();
    }

    @Override
    public void readOn() {
        RequestBody begun = body;
        if (begun != null) {
            begun.readOn();
        }
    }

    @Override
    public void respond(ResponseHead head, ByteBuffer content, Completion done) {
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

    @Override
    public void begin(ResponseHead head, ByteBuffer prelude) {
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

    @Override
    public void write(ByteBuffer data, boolean last, Completion done) {
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

    @Override
    public void abort() {
        phase.set(Phase.ANSWERED);
        cut(new Cut("Aborted"));
    }

    @Override
    public void onClientGone(Runnable listener) {
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
            request.addFailureListener(failure -> gone.run());
            return;
        }
        watch = begun;
        if (phase.get() == Phase.ANSWERED) {
            begun.forgo();
        } else {
            begun.begin();
        }
    }

    @Override
    public boolean isWebSocketUpgrade() {
        return OpeningHandshake.isWellFormed(request);
    }

    @Override
    public void upgrade(WebSocketSettings settings, WebSocketListener listener) {
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
    private boolean idle() {
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

    /** Why the connection is closed; no news, so it has no stack trace. */
    private static final class Cut extends EofException {

        @Serial
        private static final long serialVersionUID = 1;

        Cut(String why) {
            super(why);
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
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
