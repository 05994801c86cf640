package dev.postern.stomp;

import dev.postern.api.Handshake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides who a client is, by what its CONNECT says. Thread-safe; called on the I/O thread, so it must
 * not block: what takes time completes later, on any thread. A failure refuses the session with 1011.
 */
@FunctionalInterface
public interface StompCredentials {

    /** Takes everyone for whom the handshake already says; CONNECT's credentials are not looked at. */
    StompCredentials OF_HANDSHAKE = (connect, handshake) ->
            CompletableFuture.completedFuture(new ConnectVerdict.Accepted(handshake.identity()));

    /**
     * Asked once for each session.
     *
     * @param connect CONNECT's headers: {@code login}, {@code passcode} and whatever else
     * @param handshake the request that opened the session
     */
    CompletionStage<ConnectVerdict> check(StompHeaders connect, Handshake handshake);
}
