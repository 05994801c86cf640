package dev.postern.gateway.config;

import dev.postern.stomp.StompLimits;
import dev.postern.stomp.StompRules;
import dev.postern.stomp.StompSettings;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a STOMP route treats its clients.
 *
 * @param users file of logins and hashed passcodes, one {@code login:hash} a line; null lets everyone
 *     in as nobody in particular, whatever CONNECT says
 * @param rules who may subscribe and send where
 * @param maxFrame bytes of a client's largest frame, or null for as many as a message may have
 * @param maxInFlight bytes that a session may have on their way, each direction on its own
 * @param heartBeat between heart-beats with a client, both ways; zero for none
 */
public record StompTerms(
        @Nullable Path users,
        StompRules rules,
        @Nullable Integer maxFrame,
        int maxInFlight,
        Duration heartBeat) {

    /** Everyone may everything. */
    public static final StompTerms OPEN = new StompTerms(
            null,
            StompRules.ALLOW_ALL,
            null,
            StompLimits.DEFAULT.maxInFlight(),
            Duration.ofMillis(StompSettings.DEFAULT.heartBeat().canSend()));
}
