package dev.postern.api;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.util.List;
import java.util.Map;

/**
 * The request that opened a session, as far as a backend may want to know it.
 *
 * @param transport how the client came
 * @param path the raw path of the request
 * @param query the raw query without its {@code ?}, or null
 * @param headers all header fields of the request
 * @param subProtocols what a raw WebSocket client offered, in its order (RFC 6455 §4.1)
 * @param remote the peer of the connection; behind a proxy, that proxy
 * @param local the address the client's connection reached
 * @param secure whether the connection is TLS
 * @param identity whom the session belongs to
 * @param extensions the WebSocket extensions that were agreed on, by name (RFC 6455 §9.1)
 * @param attributes what the server binding adds, by class name: the servlet binding's {@code
 *     jakarta.servlet.http.HttpServletRequest}. Theirs to use until the backend has answered; the
 *     session then forgets them, for a session may last for days
 */
public record Handshake(
        Transport transport,
        String path,
        @Nullable String query,
        Headers headers,
        List<String> subProtocols,
        SocketAddress remote,
        SocketAddress local,
        boolean secure,
        Identity identity,
        List<String> extensions,
        Map<String, Object> attributes) {

    /** Without extensions and attributes. */
    public Handshake(
            Transport transport,
            String path,
            @Nullable String query,
            Headers headers,
            List<String> subProtocols,
            SocketAddress remote,
            SocketAddress local,
            boolean secure,
            Identity identity) {
        this(
                transport,
                path,
                query,
                headers,
                subProtocols,
                remote,
                local,
                secure,
                identity,
                List.of(),
                Map.of());
    }

    /** The same, as somebody else's. */
    public Handshake withIdentity(Identity other) {
        return with(other, attributes);
    }

    /** The same, but for what is only there while the request is. */
    public Handshake withoutAttributes() {
        return attributes.isEmpty() ? this : with(identity, Map.of());
    }

    private Handshake with(Identity whose, Map<String, Object> added) {
        return new Handshake(
                transport,
                path,
                query,
                headers,
                subProtocols,
                remote,
                local,
                secure,
                whose,
                extensions,
                added);
    }
}
