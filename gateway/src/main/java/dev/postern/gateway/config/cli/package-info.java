/**
 * The command line, read by picocli into {@code config}'s values.
 *
 * <p>Depends on {@code config} alone; nothing else in the gateway knows picocli.
 *
 * <p>Thread rule: the main thread only.
 */
@NullMarked
package dev.postern.gateway.config.cli;

import org.jspecify.annotations.NullMarked;
