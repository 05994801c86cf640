/**
 * The SockJS wire format as pure functions: frames out, messages in, URLs taken apart.
 *
 * <p>Depends on the JDK and jackson-core only; knows nothing of sessions, HTTP or threads.
 *
 * <p>Thread rule: none. Everything here is immutable or confined to its caller.
 */
@NullMarked
package dev.postern.protocol;

import org.jspecify.annotations.NullMarked;
