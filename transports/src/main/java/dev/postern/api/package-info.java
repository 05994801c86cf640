/**
 * What users of the library touch: a {@link dev.postern.api.Backend} to write, a {@link
 * dev.postern.api.Session} to talk to, and the values that travel between them.
 *
 * <p>Depends on {@code protocol} (a message is encoded once, for all its receivers) and the JDK.
 *
 * <p>Thread rule: everything is immutable or thread-safe.
 */
@NullMarked
package dev.postern.api;

import org.jspecify.annotations.NullMarked;
