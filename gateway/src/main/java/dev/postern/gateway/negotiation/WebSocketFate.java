package dev.postern.gateway.negotiation;

import java.util.concurrent.TimeUnit;

/** What the end of a WebSocket says of the network it came through. */
enum WebSocketFate {
    /** It ended without a Close frame, soon, and before it had been of use. */
    KILLED,
    /** A Close frame or a round trip came through. */
    WORKED,
    /** The gateway cut it, or it lived long. */
    UNKNOWN;

    /**
     * Some middleboxes let the first bytes pass before they cut. What dies in its first second does so
     * whatever it said before; a person does not leave a page, without a Close frame, so soon.
     */
    private static final long INFANCY = TimeUnit.SECONDS.toNanos(1);

    static WebSocketFate of(boolean closeFrame, boolean cutHere, boolean roundTrip, long age) {
        if (closeFrame) {
            return WORKED;
        }
        if (cutHere) {
            return UNKNOWN;
        }
        if (age < INFANCY || (!roundTrip && age < Breaker.PROOF)) {
            return KILLED;
        }
        return roundTrip ? WORKED : UNKNOWN;
    }
}
