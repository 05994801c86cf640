package dev.postern.session;

/**
 * Where a batch of a client's messages came from, and where the session's answer to it goes: an
 * {@code xhr_send}, or a WebSocket's next read.
 */
public interface Inlet {

    /** The batch was accepted, in order (which is not yet delivered): answer, or read on. */
    void accepted();

    /** There is no such session, or not yet: 404. */
    void unknownSession();

    /**
     * Whether an answer must come within {@code send-hold} even when the backend is slow (a request);
     * a socket that is simply not read has no such need.
     */
    boolean needsAnswer();
}
