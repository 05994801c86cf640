/**
 * A SockJS endpoint: what a person builds, and what answers every request below its prefix.
 *
 * <p>Depends on everything but the bindings.
 *
 * <p>Thread rule: never blocks.
 */
@NullMarked
package dev.postern.endpoint;

import org.jspecify.annotations.NullMarked;
