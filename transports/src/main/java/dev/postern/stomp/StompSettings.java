package dev.postern.stomp;

import java.time.Duration;

/**
 * How a {@link StompGate} treats its clients.
 *
 * @param limits the bounds of a session
 * @param heartBeat what the gate offers and asks for
 * @param connectTimeout how long a client may take to be CONNECTED, its own part and the backend's
 * @param credentials decides who a client is
 * @param rules who may subscribe and send where
 */
public record StompSettings(
        StompLimits limits,
        HeartBeat heartBeat,
        Duration connectTimeout,
        StompCredentials credentials,
        StompRules rules) {

    public static final StompSettings DEFAULT = new StompSettings(
            StompLimits.DEFAULT,
            new HeartBeat(10_000, 10_000),
            Duration.ofSeconds(10),
            StompCredentials.OF_HANDSHAKE,
            StompRules.ALLOW_ALL);

    public StompSettings {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "connectTimeout must be positive, not " + connectTimeout);
        }
    }

    public StompSettings withLimits(StompLimits other) {
        return new StompSettings(other, heartBeat, connectTimeout, credentials, rules);
    }

    public StompSettings withHeartBeat(HeartBeat other) {
        return new StompSettings(limits, other, connectTimeout, credentials, rules);
    }

    public StompSettings withConnectTimeout(Duration other) {
        return new StompSettings(limits, heartBeat, other, credentials, rules);
    }

    public StompSettings withCredentials(StompCredentials other) {
        return new StompSettings(limits, heartBeat, connectTimeout, other, rules);
    }

    public StompSettings withRules(StompRules other) {
        return new StompSettings(limits, heartBeat, connectTimeout, credentials, other);
    }
}
