/**
 * STOMP routes: how each treats its clients. What lies behind them is in packages of its own: {@code
 * simple} is the broker inside the gateway.
 *
 * <p>Depends on {@code config} and the library's {@code stomp}.
 *
 * <p>Thread rule: never blocks.
 */
@NullMarked
package dev.postern.gateway.stomp;

import org.jspecify.annotations.NullMarked;
