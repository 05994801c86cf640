/**
 * Pages for people: so far the one at {@code /}, with the echo that it talks to.
 *
 * <p>Depends on the library's {@code endpoint} and {@code http}.
 *
 * <p>Thread rule: nothing here blocks.
 */
@NullMarked
package dev.postern.gateway.admin;

import org.jspecify.annotations.NullMarked;
