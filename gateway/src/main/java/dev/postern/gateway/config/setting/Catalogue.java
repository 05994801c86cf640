package dev.postern.gateway.config.setting;

import java.util.List;
import java.util.Optional;

/** All settings there are, in the order in which a person reads them. */
public final class Catalogue {

    public static final List<Group> GROUPS = List.of(
            GatewayKeys.GROUP,
            RouteKeys.GROUP,
            AccessKeys.GROUP,
            LimitKeys.GROUP,
            FloodKeys.GROUP,
            NegotiationKeys.GROUP,
            StompKeys.GROUP,
            RelayKeys.GROUP);

    private static final List<Setting<?>> ALL = GROUPS.stream()
            .<Setting<?>>flatMap(group -> group.settings().stream())
            .toList();

    private Catalogue() {}

    public static List<Setting<?>> all() {
        return ALL;
    }

    /** Those that a flag or a variable of the environment can give: all but what is a route's alone. */
    public static List<Setting<?>> common() {
        return ALL.stream()
                .filter(setting -> setting.scope() != Scope.ROUTE_ONLY)
                .toList();
    }

    /** Those that may stand in a route. */
    public static List<Setting<?>> ofRoutes() {
        return ALL.stream().filter(setting -> setting.scope() != Scope.GATEWAY).toList();
    }

    public static Optional<Setting<?>> find(String key) {
        return ALL.stream().filter(setting -> setting.key().equals(key)).findFirst();
    }
}
