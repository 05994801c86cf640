/**
 * What the gateway learns of the networks between it and its clients: which transports die there, and
 * which are therefore not offered to them for a while; and whether something cuts idle connections.
 *
 * <p>May use {@code config}, {@code server} and the library. Stands around an endpoint as an
 * {@link dev.postern.http.ExchangeHandler}, so that neither knows of the other. Nothing here blocks; the
 * short locks of {@link dev.postern.gateway.negotiation.NetworkHistory} are never held while foreign code
 * runs.
 */
@NullMarked
package dev.postern.gateway.negotiation;

import org.jspecify.annotations.NullMarked;
