/**
 * Spring's {@code WebSocketHandler} as a {@link dev.postern.api.Backend}: {@link
 * dev.postern.spring.SpringBackend}, and the {@code WebSocketSession} its handler sees.
 *
 * <p>Depends on {@code api}, spring-websocket and spring-web; on the servlet API only where a
 * request comes from a servlet.
 *
 * <p>Thread rule: a handler is called on its session's serial executor, one call at a time, and may
 * block; its session may be used from any thread.
 */
@NullMarked
package dev.postern.spring;

import org.jspecify.annotations.NullMarked;
