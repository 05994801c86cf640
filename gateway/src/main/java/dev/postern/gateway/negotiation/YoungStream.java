package dev.postern.gateway.negotiation;

/**
 * A streamed response of which it is not known whether its client hears it.
 *
 * @param server the server number in its URL, which sockjs-client keeps from one transport to the next
 * @param began nanoseconds of the clock that all of this package uses
 */
record YoungStream(NetworkHistory network, String session, String server, long began) {

    /** The client has spoken. */
    void heard(long now) {
        network.streamHeard(this, now);
    }
}
