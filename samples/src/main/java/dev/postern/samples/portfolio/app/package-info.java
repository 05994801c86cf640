/**
 * The application: quotes, positions and trades over STOMP, as a Spring user writes it. It knows
 * nothing of who serves it.
 *
 * <p>Depends on Spring only. Thread rule: controllers run on Spring's message threads; what they
 * share is thread-safe.
 */
@NullMarked
package dev.postern.samples.portfolio.app;

import org.jspecify.annotations.NullMarked;
