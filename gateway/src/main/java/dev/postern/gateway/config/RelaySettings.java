package dev.postern.gateway.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a route's sessions are relayed to their broker.
 *
 * @param login in place of what a client says in its CONNECT, or null to pass that on;
 *     the client's name is filled in
 * @param virtualHost CONNECT's {@code host} (STOMP 1.2, "CONNECT or STOMP Frame"), or null for the
 *     client's own; with {@code login}, null for none
 * @param trustStore certificates that a broker's TLS is checked against, PEM or a key store, or null
 *     for those the JVM trusts
 * @param trustStorePassword of a key store, or null
 * @param heartBeat between heart-beats with a broker, both ways; zero for none
 * @param connectTimeout how long a broker may take to answer CONNECT
 * @param reconnectSpread how long the sessions of a lost broker take to come back, all together
 */
public record RelaySettings(
        @Nullable BrokerLogin login,
        @Nullable String virtualHost,
        @Nullable Path trustStore,
        @Nullable String trustStorePassword,
        Duration heartBeat,
        Duration connectTimeout,
        Duration reconnectSpread) {

    /** The client's own credentials, the JVM's trust. */
    public static final RelaySettings DEFAULT = new RelaySettings(
            null,
            null,
            null,
            null,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));

    @Override
    public String toString() {
        return "RelaySettings[login=" + login + ", virtualHost=" + virtualHost + ", trustStore="
                + trustStore + ", heartBeat=" + heartBeat + ", connectTimeout=" + connectTimeout
                + ", reconnectSpread="
                + reconnectSpread + ']';
    }
}
