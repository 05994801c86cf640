package dev.postern.session;

/** Where a session is in its life; docs/architecture.md holds the table of what leads where. */
public enum SessionState {
    /** Nothing has attached yet. */
    NEW,
    /** A receiver waits for its {@code o}; the backend is being asked. */
    OPENING,
    /** Open, with a receiver. */
    ATTACHED,
    /** Open, between two receivers. */
    DETACHED,
    /** Over; still delivers what is queued and says why to whoever asks. */
    CLOSING,
    /** Gone. */
    CLOSED
}
