package dev.postern.gateway.negotiation;

import dev.postern.protocol.Route.Endpoint;

/** A streamed response of which it is not known whether its client hears it. Its network's lock guards it. */
final class YoungStream {

    private final NetworkHistory network;
    private final String server;
    private final Endpoint transport;
    private final long began;
    private boolean aborted;
    private boolean succeeded;

    /**
     * @param server the server number in its URL, which sockjs-client keeps from one transport to the next
     * @param began nanoseconds of the clock that all of this package uses
     */
    YoungStream(NetworkHistory network, String server, Endpoint transport, long began) {
        this.network = network;
        this.server = server;
        this.transport = transport;
        this.began = began;
    }

    long began() {
        return began;
    }

    /** The client has spoken. */
    void heard(long now) {
        network.streamHeard(this, now);
    }

    /** The client has left without a word. */
    void aborted(long now) {
        network.streamAborted(this, now);
    }

    boolean isProven(long now) {
        return !aborted && isOld(now);
    }

    boolean isOld(long now) {
        return now - began >= Breaker.PROOF;
    }

    void abort() {
        aborted = true;
    }

    /** The same client may have asked for another transport. */
    void follow(String nextServer, Endpoint next) {
        succeeded |= server.equals(nextServer) && transport != next;
    }

    /** Whether its client has left it for another transport; the two may be heard of in either order. */
    boolean isGivenUp() {
        return aborted && succeeded;
    }
}
