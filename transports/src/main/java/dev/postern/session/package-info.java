/**
 * One session, whatever carries it: a pure state machine, the mailbox that runs it, and the ports
 * through which transports hang on to it.
 *
 * <p>Depends on {@code protocol} and {@code api}.
 *
 * <p>Thread rule: only its mailbox touches a session's state. A transition neither blocks nor calls
 * foreign code; its effects run after it, on the thread that ran it, with no lock held.
 */
@NullMarked
package dev.postern.session;

import org.jspecify.annotations.NullMarked;
