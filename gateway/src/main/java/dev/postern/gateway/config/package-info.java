/**
 * What a gateway is to do, as immutable values: checked when they are built, whoever builds them
 * ({@code config.setting}, of what was written).
 *
 * <p>Depends on the library's {@code api} and {@code http} values.
 *
 * <p>Thread rule: everything is immutable.
 */
@NullMarked
package dev.postern.gateway.config;

import org.jspecify.annotations.NullMarked;
