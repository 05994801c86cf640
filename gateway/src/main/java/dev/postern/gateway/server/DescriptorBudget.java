package dev.postern.gateway.server;

import com.sun.management.UnixOperatingSystemMXBean;

import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.RouteTarget;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/**
 * How many clients the system has descriptors for. A client's connection takes one, and its session's
 * connection to an application or a broker another one.
 *
 * @param limit descriptors that this process may have open: {@code ulimit -n}
 * @param bridged sessions that may have a connection of their own
 */
public record DescriptorBudget(long limit, long bridged) {

    /** Where nobody says how many. */
    private static final int USUAL = 20_000;

    /** Fewer than this are too few for anything that is in public. */
    private static final int FEW = 1000;

    /** For the program itself, its log, its selectors, and connections that are being refused. */
    private static final int RESERVED = AdmissionFactory.MOST_REFUSALS + 72;

    /** What this system grants, for those routes. */
    public static DescriptorBudget of(List<RouteConfig> routes) {
        long limit = ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        long bridged = routes.stream()
                .filter(route -> !(route.target() instanceof RouteTarget.SimpleBroker))
                .mapToLong(route -> route.limits().maxSessions())
                .sum();
        return new DescriptorBudget(limit, bridged);
    }

    /** Connections for which there is room, with a session on each. */
    long room() {
        long available = Math.max(1, limit - RESERVED);
        return available / 2 >= bridged ? available - bridged : Math.max(1, available / 2);
    }

    /** Most connections of clients at one time. */
    public int connections(Optional<Integer> wanted) {
        return wanted.orElse((int) Math.min(USUAL, room()));
    }

    /** What to tell who starts the gateway, if the system grants too little for what they want. */
    public Optional<String> warning(Optional<Integer> wanted) {
        boolean tooFew = wanted.isPresent() ? wanted.get() > room() : room() < FEW;
        if (!tooFew) {
            return Optional.empty();
        }
        return Optional.of("`ulimit -n` is " + limit + ", which has room for " + room()
                + " connections with a session each"
                + wanted.map(most -> "; max-connections is " + most).orElse("")
                + ". Raise it (LimitNOFILE= in systemd, --ulimit nofile= in Docker)"
                + (wanted.isPresent() ? ", or lower max-connections." : "."));
    }
}
