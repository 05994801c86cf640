/** Small programs and configurations to run and to copy from. */
@NullMarked
package dev.postern.samples;

import org.jspecify.annotations.NullMarked;
