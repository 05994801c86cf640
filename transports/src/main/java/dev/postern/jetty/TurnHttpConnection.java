package dev.postern.jetty;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * Jetty's HTTP/1 connection, but for two things. It takes a {@code Content-Length: 0}, which browsers
 * send with every poll, for no body at all; Jetty keeps the request's buffer (8 KiB) until the answer
 * in case there is one. And a body that nobody read is looked for in the socket once more before the
 * connection is given up for it, as a {@link BoundedReadEndPoint} would not do of itself.
 */
final class TurnHttpConnection extends HttpConnection {

    /** Set while the constructor of the superclass runs, and only for the parser. */
    private HttpParser.@Nullable RequestHandler requestHandler;

    TurnHttpConnection(HttpConfiguration http, Connector connector, EndPoint endPoint) {
        super(http, connector, endPoint);
        requestHandler = null;
    }

    @Override
    protected HttpConnection.RequestHandler newRequestHandler() {
        HttpConnection.RequestHandler created = super.newRequestHandler();
        requestHandler = created;
        return created;
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
