/**
 * Where settings are written down: a YAML file, the environment, the texts of flags. Each source is read
 * whole, and tells all that is wrong with it.
 *
 * <p>Depends on {@code config.setting}; nothing else in the gateway knows YAML.
 *
 * <p>Thread rule: the main thread only.
 */
@NullMarked
package dev.postern.gateway.config.source;

import org.jspecify.annotations.NullMarked;
