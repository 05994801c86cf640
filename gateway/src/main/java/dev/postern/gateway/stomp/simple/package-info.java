/**
 * {@code stomp:simple}: spring-messaging's simple broker inside the gateway, for routes that need
 * publish and subscribe and no broker of their own.
 *
 * <p>Depends on the library's {@code stomp}, whose gate stands before it, and on spring-messaging.
 *
 * <p>Thread rule: never blocks. A frame is worked off on the thread that brings it, to the last of its
 * subscribers; no queue but the sessions' own.
 */
@NullMarked
package dev.postern.gateway.stomp.simple;

import org.jspecify.annotations.NullMarked;
