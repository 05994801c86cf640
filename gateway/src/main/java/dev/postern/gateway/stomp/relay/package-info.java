/**
 * The relay: every session of a STOMP route gets its own TCP connection to a message broker.
 *
 * <p>Depends on {@code closing} and {@code config}, on the library's {@code api} and {@code stomp},
 * and on Jetty's I/O.
 *
 * <p>Thread rule: nothing here blocks. What comes from a broker is read on the connector's selector
 * thread, one {@link dev.postern.api.Turn} a read; what comes from a session is written on the thread
 * that delivers it. Names are looked up on the executor's threads.
 */
@NullMarked
package dev.postern.gateway.stomp.relay;

import org.jspecify.annotations.NullMarked;
