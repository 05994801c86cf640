/**
 * The bridge: every session gets its own WebSocket connection to the application behind its route.
 *
 * <p>Depends on {@code closing}, {@code config} and {@code server} (who the client is), on the library's {@code api}
 * and {@code http}, on its {@code jetty} for the client's end of a WebSocket, and on Jetty's HTTP client
 * for the handshake.
 *
 * <p>Thread rule: nothing here blocks. What comes from an application is read on the client's
 * selector's thread, one {@link dev.postern.api.Turn} a read batch; what comes from a session is written
 * on the thread that delivers it.
 */
@NullMarked
package dev.postern.gateway.upstream;

import org.jspecify.annotations.NullMarked;
