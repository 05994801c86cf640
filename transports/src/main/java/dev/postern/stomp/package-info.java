/**
 * STOMP 1.0, 1.1 and 1.2 for any backend: a codec without I/O ({@link dev.postern.stomp.StompDecoder},
 * {@link dev.postern.stomp.StompEncoder}), what client and server agree on, and the gate, which speaks
 * STOMP with a client until its CONNECT is accepted and watches over limits and rules from then on.
 *
 * <p>Depends on {@code api}, {@code protocol}, and {@code session} for its mailbox and its timers.
 *
 * <p>Thread rule: values are immutable; a decoder belongs to one session, and one thread at a time
 * touches it.
 */
@NullMarked
package dev.postern.stomp;

import org.jspecify.annotations.NullMarked;
