/**
 * The load generator, a process of its own: one thread on one selector, plain bytes, nothing encoded
 * or parsed twice, so that it costs less than what it measures. Depends on the JDK only. All but
 * {@link dev.postern.benchmark.load.LoadGenerator} is touched by the loop's thread alone.
 */
@NullMarked
package dev.postern.benchmark.load;

import org.jspecify.annotations.NullMarked;
