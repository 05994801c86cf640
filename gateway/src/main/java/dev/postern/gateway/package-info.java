/**
 * The program: {@link dev.postern.gateway.Main} is where it begins, {@link dev.postern.gateway.Gateway}
 * puts its parts together.
 *
 * <p>Depends on all packages below it; none depends on this one.
 *
 * <p>Thread rule: the main thread starts, a shutdown hook stops.
 */
@NullMarked
package dev.postern.gateway;

import org.jspecify.annotations.NullMarked;
