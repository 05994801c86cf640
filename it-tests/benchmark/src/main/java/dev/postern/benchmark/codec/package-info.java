/** JMH benchmarks of the pure protocol code: what is written and read, and what that allocates. */
@NullMarked
package dev.postern.benchmark.codec;

import org.jspecify.annotations.NullMarked;
