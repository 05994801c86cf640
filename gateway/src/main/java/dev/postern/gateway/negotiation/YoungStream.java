package dev.postern.gateway.negotiation;

import dev.postern.protocol.Route.Endpoint;

import java.util.concurrent.TimeUnit;

/** A streamed response of which it is not known whether its client hears it. Its network's lock guards it. */
final class YoungStream {

    /** sockjs-client waits for two of its round trips, of 300 ms at least each; some are lost on the way. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * sockjs-client leaves and asks in one step; but the two come on different connections, and each may have been
     * on its way for a while.
     */
    private static final long AT_ONCE = TimeUnit.SECONDS.toNanos(3);

    private final NetworkHistory network;
    private final int server;
    private final Endpoint transport;
    private final long began;
    private int ticket;
    private boolean aborted;
    private long left;
    private boolean followed;
    private long next;

    /**
     * @param server the server number in its URL, which sockjs-client keeps from one transport to the next
     * @param began nanoseconds of the clock that all of this package uses
     */
    YoungStream(NetworkHistory network, String server, Endpoint transport, long began) {
        this.network = network;
        this.server = server.hashCode();
        this.transport = transport;
        this.began = began;
    }

    long began() {
        return began;
    }

    /** What is kept of the server number: a client's text would be up to 128 characters. */
    int server() {
        return server;
    }

    /** What the breaker knows it by. */
    int ticket() {
        return ticket;
    }

    void isKnownBy(int itsTicket) {
        ticket = itsTicket;
    }

    /** The client has spoken. */
    void heard(long now) {
        network.streamHeard(this, now);
    }

    /** The client has left without a word. */
    void aborted(long now) {
        network.streamAborted(this, now);
    }

    /** The response is complete. Whether it came to the client while it was written is not known. */
    void completed(long now) {
        network.streamCompleted(this, now);
    }

    boolean isOld(long now) {
        return now - began >= Breaker.PROOF;
    }

    boolean isAborted() {
        return aborted;
    }

    /** Its client left, and came for no other transport at once: it just left. */
    boolean isLeft(long now) {
        return aborted && !followed && now - left > AT_ONCE;
    }

    void abort(long now) {
        aborted = true;
        left = now;
    }

    /** The same client may have asked for another transport. */
    void follow(String nextServer, Endpoint nextTransport, long now) {
        if (!followed && server == nextServer.hashCode() && transport != nextTransport) {
            followed = true;
            next = now;
        }
    }

    /**
     * Whether its client waited for it and then asked for another transport at once. That it was left may be
     * heard of a little later; or never, for browsers do not cut an EventSource that has not opened.
     *
     * @param again whether this client has given up a stream before: then the next transport says enough, however
     *     soon it comes, for sockjs-client lets the time-out of a transport before strike this one
     */
    boolean isGivenUp(boolean again) {
        return followed && (again || wasWaitedFor());
    }

    private boolean wasWaitedFor() {
        return aborted
                && Math.min(next, left) - began >= PATIENCE
                && Math.abs(next - left) <= AT_ONCE;
    }
}
