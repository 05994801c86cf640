/**
 * A Spring application with live stock quotes, on Postern's SockJS or on Spring's own: {@link
 * dev.postern.samples.portfolio.Portfolio} is what you start, {@code app} the application, which is
 * the same on both.
 *
 * <p>Thread rule: Jetty's and Spring's own.
 */
@NullMarked
package dev.postern.samples.portfolio;

import org.jspecify.annotations.NullMarked;
