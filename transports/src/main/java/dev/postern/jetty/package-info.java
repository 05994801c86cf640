/**
 * The binding of {@code http}'s ports to Jetty 12.1 core: {@link dev.postern.jetty.SockJsHandler} is
 * what a server mounts, {@link dev.postern.jetty.JettyExchange} one request,
 * {@link dev.postern.jetty.PlainWebSocket} one WebSocket at either end, and where it has an extension
 * {@link dev.postern.jetty.JettyWebSocket}. Nothing here knows of sessions or SockJS.
 *
 * <p>Depends on {@code http}, on {@code api}'s {@code Turn} and {@code Headers}, and on
 * {@code protocol}'s {@code Utf8Validator}.
 *
 * <p>Thread rule: runs on the selector's own thread and never blocks; one read of a WebSocket per turn.
 * Each exchange and each WebSocket may be answered from any thread.
 */
@NullMarked
package dev.postern.jetty;

import org.jspecify.annotations.NullMarked;
