package dev.postern.benchmark.run;

import java.util.OptionalLong;

/**
 * By how much a server grew while the sessions of a row were there.
 *
 * @param heap bytes that live on the heap after a full collection, for JVMs whose sessions idle
 * @param resident bytes of resident memory, over all its processes
 */
record Memory(OptionalLong heap, long resident) {}
