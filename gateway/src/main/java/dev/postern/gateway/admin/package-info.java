/**
 * Pages for people: so far the one at {@code /}.
 *
 * <p>Depends on the library's {@code http}.
 *
 * <p>Thread rule: nothing here blocks.
 */
@NullMarked
package dev.postern.gateway.admin;

import org.jspecify.annotations.NullMarked;
