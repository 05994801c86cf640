package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.GatewayConfig;
import dev.postern.gateway.config.ListenerSettings;
import dev.postern.gateway.config.NegotiationSettings;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.RouteTarget;
import dev.postern.gateway.config.SessionSettings;
import dev.postern.gateway.config.TrustedNetworks;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a gateway's configuration of what was written. */
public final class GatewayAssembly {

    private final Written written;
    private final Problems problems;
    private final Rehearsal rehearsal;
    private final Effective gateway;

    public GatewayAssembly(Written written, Problems problems, Rehearsal rehearsal) {
        this.written = written;
        this.problems = problems;
        this.rehearsal = rehearsal;
        this.gateway = Effective.gateway(written);
    }

    /** The configuration, unless there are problems. */
    public Optional<GatewayConfig> config() {
        List<RouteConfig> routes = new ArrayList<>();
        written.routes().forEach((prefix, route) -> route(prefix, route).ifPresent(routes::add));
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new GatewayConfig(
                    new ListenerSettings(
                            gateway.get(GatewayKeys.HOST).orElse(null),
                            gateway.get(GatewayKeys.PORT),
                            gateway.get(FloodKeys.MAX_CONNECTIONS),
                            gateway.get(FloodKeys.HEAD_TIMEOUT)),
                    routes,
                    gateway.get(GatewayKeys.DEMO),
                    gateway.get(GatewayKeys.PAGE),
                    gateway.get(AccessKeys.SOCKJS_URL).orElse(null),
                    new TrustedNetworks(gateway.get(GatewayKeys.TRUST)),
                    gateway.get(GatewayKeys.GRACE),
                    new NegotiationSettings(
                            gateway.get(NegotiationKeys.HOLD),
                            gateway.get(NegotiationKeys.LONGEST_HOLD))));
        } catch (ConfigException wrong) {
            problems.add(Place.none(), "", String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<RouteConfig> route(String prefix, WrittenRoute route) {
        Effective effective = Effective.route(written, prefix, route);
        SessionSettings settings = new SessionAssembly(effective, problems).settings();
        Given<Optional<URI>> target = effective.given(RouteKeys.TARGET);
        if (target.value().isEmpty()) {
            if (!route.values().isWritten(RouteKeys.TARGET)) {
                problems.add(
                        route.place(),
                        "routes." + prefix,
                        "names no target; write 'target: ws://127.0.0.1:9000/ws' into it.");
            }
            return Optional.empty();
        }
        try {
            RouteConfig config = new RouteConfig(
                    prefix,
                    target.value().get(),
                    settings,
                    new StompAssembly(effective, problems).terms(),
                    new RelayAssembly(effective, problems)
                            .settings(RouteTarget.of(target.value().get())),
                    effective.get(RouteKeys.CONNECT_TIMEOUT),
                    effective.get(NegotiationKeys.NEGOTIATION));
            rehearse(config, effective, route);
            return Optional.of(config);
        } catch (ConfigException wrong) {
            problems.add(
                    target.place(),
                    effective.key(RouteKeys.TARGET),
                    String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private void rehearse(RouteConfig config, Effective effective, WrittenRoute route) {
        for (Misfit misfit : rehearsal.of(config, gateway.get(GatewayKeys.DEMO))) {
            boolean whole = misfit.setting().equals(RouteKeys.TARGET);
            problems.add(
                    whole ? route.place() : effective.given(misfit.setting()).place(),
                    whole ? "routes." + config.prefix() : effective.key(misfit.setting()),
                    misfit.message());
        }
    }
}
