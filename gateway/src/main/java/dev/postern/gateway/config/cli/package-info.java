/**
 * The command line: what there is to say follows from {@code config.setting}'s catalogue, and picocli
 * reads it; help, the reference page, and what holds in the end are written here.
 *
 * <p>Depends on {@code config} and the packages below it; nothing else in the gateway knows picocli.
 *
 * <p>Thread rule: the main thread only.
 */
@NullMarked
package dev.postern.gateway.config.cli;

import org.jspecify.annotations.NullMarked;
