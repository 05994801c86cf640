/**
 * The side that clients see: the listener, its life from start to drain, and who a client behind
 * proxies is.
 *
 * <p>Depends on {@code config}, and on the library's endpoints and their binding to Jetty core.
 *
 * <p>Thread rule: requests are handled on the selector's thread and nothing there blocks; starting
 * and stopping block, and belong to the main thread.
 */
@NullMarked
package dev.postern.gateway.server;

import org.jspecify.annotations.NullMarked;
