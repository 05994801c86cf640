/**
 * The one model of what a person may set: each {@link dev.postern.gateway.config.setting.Setting} with its
 * key, type, default and words. Files, environment, flags, {@code --help} and the reference page follow
 * from it; {@link dev.postern.gateway.config.setting.Catalogue} lists them all.
 *
 * <p>A new setting is a constant beside those it belongs to, a place in its group's list, and a line where
 * the value is built from it.
 *
 * <p>Depends on {@code config}'s values and the library's {@code api}.
 *
 * <p>Thread rule: settings are immutable; what reads a configuration does so on one thread.
 */
@NullMarked
package dev.postern.gateway.config.setting;

import org.jspecify.annotations.NullMarked;
