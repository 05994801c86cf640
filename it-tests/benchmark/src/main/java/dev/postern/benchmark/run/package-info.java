/**
 * Starts the peers and the load generator, lets the peers take turns, reads what the operating
 * system says they cost, and writes the page. Depends on {@code load} for orders and progress. One
 * thread.
 */
@NullMarked
package dev.postern.benchmark.run;

import org.jspecify.annotations.NullMarked;
