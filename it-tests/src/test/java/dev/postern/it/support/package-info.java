/**
 * What the integration tests stand on: the gateway as a process, programs of this machine, and clients and
 * servers that do exactly what they are told. Depends on nothing of ours but the jar; each class says which
 * threads it has.
 */
@NullMarked
package dev.postern.it.support;

import org.jspecify.annotations.NullMarked;
