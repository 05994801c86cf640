package dev.postern.gateway.config;

import java.time.Duration;

/**
 * How the gateway learns which transports a network lets through.
 *
 * @param enabled whether it learns at all
 * @param hold how long a transport that fails in a network is not offered there, the first time; each
 *     time after that twice as long
 * @param longestHold what {@code hold} grows to
 */
public record NegotiationSettings(boolean enabled, Duration hold, Duration longestHold) {

    /** On; five minutes, growing to an hour. */
    public static final NegotiationSettings DEFAULT =
            new NegotiationSettings(true, Duration.ofMinutes(5), Duration.ofHours(1));

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
