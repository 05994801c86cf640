/**
 * The peers, each a main class that listens on a free port of 127.0.0.1, says {@code PORT n} on its
 * standard output and serves until it is ended. Written as their own guides say, with their defaults.
 */
@NullMarked
package dev.postern.benchmark.server;

import org.jspecify.annotations.NullMarked;
