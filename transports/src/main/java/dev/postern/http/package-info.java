/**
 * HTTP and WebSocket as this library needs them, free of any server: the ports that a binding
 * implements ({@link dev.postern.http.Exchange}, {@link dev.postern.http.WebSocketChannel}) and the
 * policies that need nothing else (CORS, caching, origin), and the reading of IP addresses.
 *
 * <p>Depends on no other package of this library but {@code api}'s value types.
 *
 * <p>Thread rule: nothing here blocks.
 */
@NullMarked
package dev.postern.http;

import org.jspecify.annotations.NullMarked;
