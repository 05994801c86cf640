package dev.postern.jetty;

import dev.postern.api.Turn;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/**
 * Jetty's HTTP/1 connection, but for three things. It takes a {@code Content-Length: 0}, which browsers
 * send with every poll, for no body at all; Jetty keeps the request's buffer (8 KiB) until the answer
 * in case there is one. And a body that nobody read is looked for in the socket once more before the
 * connection is given up for it, as a {@link BoundedReadEndPoint} would not do of itself. And it knows
 * since when a head is awaited, for {@link HeadWatch}: to Jetty's idle timeout each byte is as good as a
 * whole head.
 */
final class TurnHttpConnection extends HttpConnection {

    private static final byte[] LATE = String.join(
                    "\r\n",
                    "HTTP/1.1 408 Request Timeout",
                    "Content-Type: text/plain; charset=UTF-8",
                    "Content-Length: 16",
                    "Connection: close",
                    "",
                    "Request Timeout\n")
            .getBytes(StandardCharsets.US_ASCII);

    private static final long NOT_AWAITED = 0;

    private final HeadWatch heads;
    private final Scheduler scheduler;

    /** Set while the constructor of the superclass runs, and only for the parser. */
    private HttpParser.@Nullable RequestHandler requestHandler;

    /** {@link System#nanoTime} of when a head began to be awaited; written by who reads the connection. */
    private volatile long headSince = NOT_AWAITED;

    TurnHttpConnection(
            HttpConfiguration http, Connector connector, EndPoint endPoint, HeadWatch heads) {
        super(http, connector, endPoint);
        this.heads = heads;
        this.scheduler = connector.getScheduler();
        requestHandler = null;
    }

    @Override
    protected HttpConnection.RequestHandler newRequestHandler() {
        HttpConnection.RequestHandler created = new HttpConnection.RequestHandler() {
            @Override
            public boolean headerComplete() {
                headIsThere();
                return super.headerComplete();
            }
        };
        requestHandler = created;
        return created;
    }

    @Override
    public void onOpen() {
        awaitHead();
        super.onOpen();
    }

    @Override
    public void onFillable() {
        Turn.run(super::onFillable);
    }

    /** Who waits for more in the midst of a head waits for the rest of it. */
    @Override
    public void fillInterested(Callback callback) {
        HttpParser.State state = getParser().getState();
        if (headSince == NOT_AWAITED
                && state.compareTo(HttpParser.State.START) > 0
                && state.compareTo(HttpParser.State.CONTENT) < 0) {
            awaitHead();
        }
        super.fillInterested(callback);
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        headIsThere();
        super.onClose(cause);
    }

    private void awaitHead() {
        long now = System.nanoTime();
        headSince = now == NOT_AWAITED ? now - 1 : now;
        heads.begin(this, scheduler);
    }

    private void headIsThere() {
        if (headSince != NOT_AWAITED) {
            headSince = NOT_AWAITED;
            heads.end(this);
        }
    }

    /** When a head began to be awaited; now, if none is. */
    long headSince() {
        long since = headSince;
        return since == NOT_AWAITED ? System.nanoTime() : since;
    }

    /** Ends the connection, unless somebody reads it just now; false if so. */
    boolean endLateHead() {
        return getEndPoint() instanceof AbstractEndPoint endPoint
                && endPoint.getFillInterest().onFail(new LateHead());
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        if (!(cause instanceof LateHead)) {
            super.onFillInterestedFailed(cause);
            return;
        }
        try {
            if (!getParser().isState(HttpParser.State.START)) {
                getEndPoint().flush(ByteBuffer.wrap(LATE));
            }
        } catch (IOException gone) {
            // Nobody is there to hear it.
        }
        getEndPoint().close();
    }

    @Override
    protected HttpParser newHttpParser(HttpCompliance compliance) {
        HttpConfiguration http = getHttpConfiguration();
        HttpParser parser = new BodyAwareParser(
                Objects.requireNonNull(requestHandler), http.getRequestHeaderSize(), compliance);
        parser.setHeaderCacheSize(http.getHeaderCacheSize());
        parser.setHeaderCacheCaseSensitive(http.isHeaderCacheCaseSensitive());
        return parser;
    }

    @Override
    protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
        return new HttpStreamOverHTTP1(method, uri, version) {
            @Override
            public @Nullable Throwable consumeAvailable() {
                if (getParser().inContentState()) {
                    TurnConnector.allowReads(getEndPoint());
                }
                return super.consumeAvailable();
            }
        };
    }

    private static final class LateHead extends TimeoutException {

        @Serial
        private static final long serialVersionUID = 1;

        /** No stack: it tells of a client, not of a place in the code. */
        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private static final class BodyAwareParser extends HttpParser {

        BodyAwareParser(
                HttpParser.RequestHandler handler, int maxHeaderBytes, HttpCompliance compliance) {
            super(handler, maxHeaderBytes, compliance);
        }

        /** Asked once the head is complete, by who wants to let go of its buffer. */
        @Override
        public boolean hasContent() {
            return super.hasContent() && getContentLength() != 0;
        }
    }
}
