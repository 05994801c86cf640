package dev.postern.api;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.util.List;

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
        Identity identity) {}
