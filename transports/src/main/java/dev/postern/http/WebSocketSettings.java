package dev.postern.http;

import org.jspecify.annotations.Nullable;

/**
 * How a connection becomes a WebSocket.
 *
 * @param subProtocol what the server chose of the client's offers, or null
 * @param maxMessage largest message to accept, in bytes; a larger one closes with 1009
 * @param deflate whether permessage-deflate (RFC 7692) is accepted when offered
 */
public record WebSocketSettings(@Nullable String subProtocol, int maxMessage, boolean deflate) {}
