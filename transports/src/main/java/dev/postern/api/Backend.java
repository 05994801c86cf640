package dev.postern.api;

import java.util.function.Function;

/**
 * The application side of every session: whatever the client's transport, the backend sees one
 * ordered conversation.
 *
 * <pre>{@code
 * Backend echo = Backend.of(session -> session::send);
 * }</pre>
 *
 * <p><b>Threads.</b> A backend is taken to block: its methods and those of its connections run on
 * worker threads, one at a time for each session, and a slow one holds up no other session. A
 * backend that declares {@link #neverBlocks()} is called on the I/O thread itself, which saves a
 * hand-over a batch; it must then return at once, always.
 */
@FunctionalInterface
public interface Backend {

    /**
     * Asked once for each session, before its client hears that it is open. Answers, now or later
     * and from any thread, by one of {@code connecting}'s methods. Messages sent before the answer
     * are held.
     *
     * <p>An exception thrown from here refuses the session with 1011 and is logged.
     */
    void connect(Session session, Connecting connecting);

    /** Whether neither this nor any of its connections ever blocks; false unless overridden. */
    default boolean neverBlocks() {
        return false;
    }

    /** A backend that takes every session and may block in its listener. */
    static Backend of(Function<? super Session, ? extends BackendConnection> accept) {
        return (session, connecting) -> connecting.accept(accept.apply(session));
    }

    /** A backend that takes every session and promises never to block; called on the I/O thread. */
    static Backend nonBlocking(Function<? super Session, ? extends BackendConnection> accept) {
        return new Backend() {
            @Override
            public void connect(Session session, Connecting connecting) {
                connecting.accept(accept.apply(session));
            }

            @Override
            public boolean neverBlocks() {
                return true;
            }
        };
    }
}
