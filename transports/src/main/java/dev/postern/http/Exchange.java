package dev.postern.http;

import dev.postern.api.Headers;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.Map;

/**
 * One HTTP request and its response, as a server binding offers it. No method blocks. The response
 * is either whole ({@link #respond}), streamed ({@link #begin}, then {@link #write}), or an upgrade.
 */
public interface Exchange {

    String method();

    /** The path as it came, neither decoded nor normalized, without query. */
    String path();

    /** The raw query without its {@code ?}, or null. */
    @Nullable
    String query();

    /** All header fields; a copy, so for one of them ask {@link #header}. */
    Headers headers();

    /** The first value of one header field, or null. */
    default @Nullable String header(String name) {
        return headers().first(name);
    }

    SocketAddress remote();

    SocketAddress local();

    /** Whether the connection is TLS. */
    boolean secure();

    /**
     * What of the {@link #path} belongs to whoever mounted this library, such as the context path of a
     * web application; what follows is what endpoints know. Raw as the path is.
     */
    default String mount() {
        return "";
    }

    /** Whom the server has authenticated before the request came here, or null. */
    default @Nullable Principal principal() {
        return null;
    }

    /** What the binding adds to {@link dev.postern.api.Handshake#attributes()}. */
    default Map<String, Object> attributes() {
        return Map.of();
    }

    /** Reads the request's body. At most once. */
    void readBody(BodyReader reader);

    /** Goes on reading after {@link BodyReader#onChunk} answered false. From any thread. */
    void readOn();

    /** Answers whole, with a Content-Length; an empty body has none where the status forbids it. */
    void respond(ResponseHead head, ByteBuffer body, Completion done);

    /**
     * Sets the head of a streamed response, and what its body begins with; both are sent with the first
     * {@link #write}.
     *
     * @param prelude a chunk of its own; may be empty
     */
    void begin(ResponseHead head, ByteBuffer prelude);

    /**
     * Sends the next piece of a streamed response, as one chunk. One write at a time: the next
     * follows {@code done}.
     *
     * @param data empty where only head and prelude are to be sent
     * @param last whether the response ends here
     */
    void write(ByteBuffer data, boolean last, Completion done);

    /** Cuts the connection (HTTP/2: resets the stream). */
    void abort();

    /**
     * Watches for a client that leaves before it was answered: {@code listener} runs within a second
     * of the connection's end, and never after the response is complete. Call it once the request's
     * body has been read. A call that comes after the answer does nothing.
     */
    void onClientGone(Runnable listener);

    /** Whether this is a well-formed WebSocket opening handshake (RFC 6455 §4.2.1). */
    boolean isWebSocketUpgrade();

    /**
     * Answers 101 and turns the connection into a WebSocket. Allowed from any thread, also long after
     * the request arrived; if the client is gone meanwhile the listener hears {@code onAbort} alone.
     */
    void upgrade(WebSocketSettings settings, WebSocketListener listener);
}
