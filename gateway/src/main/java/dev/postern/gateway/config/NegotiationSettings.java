package dev.postern.gateway.config;

import java.time.Duration;

/**
 * How the gateway learns which transports a network lets through.
 *
 * @param hold how long a transport that fails in a network is not offered there, the first time; each
 *     time after that twice as long
 * @param longestHold what {@code hold} grows to
 */
public record NegotiationSettings(Duration hold, Duration longestHold) {

    /** Five minutes, growing to an hour. */
    public static final NegotiationSettings DEFAULT =
            new NegotiationSettings(Duration.ofMinutes(5), Duration.ofHours(1));

    public NegotiationSettings {
        if (hold.isNegative() || hold.isZero()) {
            throw new ConfigException(
                    "The negotiation's hold must be longer than nothing; write it like 5m.");
        }
        if (longestHold.compareTo(hold) < 0) {
            longestHold = hold;
        }
    }
}
