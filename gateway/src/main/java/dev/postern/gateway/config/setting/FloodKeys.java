package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.ListenerSettings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of what holds when too many come at once, or come to hold a place. */
public final class FloodKeys {

    public static final Setting<Optional<Integer>> MAX_CONNECTIONS = Setting.optional(
            "max-connections",
            new CountType("COUNT", 1, 10_000_000),
            "20000, or what `ulimit -n` leaves room for",
            "Connections of clients at one time. One more is answered 503 with `Retry-After` and closed;"
                    + " where some hundred of those wait for their answer too, the next is closed without one."
                    + " Connections that are there already notice nothing."
                    + " A session takes a second descriptor where it has a connection of its own to an application:"
                    + " if `ulimit -n` has no room for that, a line of the log says so at the start.");

    public static final Setting<Duration> HEAD_TIMEOUT = Setting.of(
            "head-timeout",
            new TimeType(Duration.ofMillis(100), Duration.ofMinutes(5)),
            ListenerSettings.DEFAULT_HEAD_TIMEOUT,
            "How long the head of a request may take, from its first byte; on a new connection, from its"
                    + " beginning. After that the client is answered 408 and the connection closed, or closed at"
                    + " once where nothing came.");

    static final Group GROUP = new Group(
            "Floods",
            "What holds however many come at once. `max-sessions` bounds a route.",
            List.of(MAX_CONNECTIONS, HEAD_TIMEOUT));

    private FloodKeys() {}
}
