/**
 * The SockJS transports, one small file each: how a session's frames become HTTP responses and
 * WebSocket messages, and how a client's requests become events of its session.
 *
 * <p>Depends on {@code protocol}, {@code api}, {@code session} and {@code http}; knows no server.
 *
 * <p>Thread rule: never blocks. A receiver is written to by its session's mailbox alone.
 */
@NullMarked
package dev.postern.transport;

import org.jspecify.annotations.NullMarked;
