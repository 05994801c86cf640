/**
 * How connections to what is behind the gateway are ended, whatever they speak.
 *
 * <p>Depends on Jetty's scheduler alone.
 *
 * <p>Thread rule: never blocks.
 */
@NullMarked
package dev.postern.gateway.closing;

import org.jspecify.annotations.NullMarked;
