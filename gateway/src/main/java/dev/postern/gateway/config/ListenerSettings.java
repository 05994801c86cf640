package dev.postern.gateway.config;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a gateway listens, and what it puts up with there.
 *
 * @param host address to listen on, or null for all of them
 * @param port 0 for any free one
 * @param maxConnections most connections of clients at one time; empty: what the system has room for
 * @param headTimeout how long the head of a request may take
 */
public record ListenerSettings(
        @Nullable String host, int port, Optional<Integer> maxConnections, Duration headTimeout) {

    public static final Duration DEFAULT_HEAD_TIMEOUT = Duration.ofSeconds(10);

    public ListenerSettings {
        if (port < 0 || port > 65535) {
            throw new ConfigException(
                    "The port " + port + " does not exist; choose one from 0 to 65535.");
        }
        if (maxConnections.isPresent() && maxConnections.get() < 1) {
            throw new ConfigException("max-connections must be at least 1.");
        }
        if (headTimeout.isNegative() || headTimeout.isZero()) {
            throw new ConfigException(
                    "The head timeout must be longer than nothing; write it like 10s.");
        }
    }

    /** That address and port, and the usual bounds. */
    public static ListenerSettings at(@Nullable String host, int port) {
        return new ListenerSettings(host, port, Optional.empty(), DEFAULT_HEAD_TIMEOUT);
    }
}
