package dev.postern.gateway;

import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.RouteConfig;
import dev.postern.gateway.config.RouteTarget;
import dev.postern.gateway.config.setting.Misfit;
import dev.postern.gateway.config.setting.Rehearsal;
import dev.postern.gateway.config.setting.RelayKeys;
import dev.postern.gateway.config.setting.RouteKeys;
import dev.postern.gateway.config.setting.Setting;
import dev.postern.gateway.config.setting.StompKeys;
import dev.postern.gateway.demo.DemoServices;
import dev.postern.gateway.stomp.StompRoutes;
import dev.postern.gateway.stomp.relay.BrokerTls;

import java.util.ArrayList;
import java.util.List;

/** Reads the files that a route names, and looks whether its prefix is free, as {@link Gateway} would. */
final class RouteRehearsal implements Rehearsal {

    @Override
    public List<Misfit> of(RouteConfig route, boolean demo) {
        List<Misfit> found = new ArrayList<>();
        if (demo && DemoServices.PREFIXES.contains(route.prefix())) {
            found.add(new Misfit(RouteKeys.TARGET, prefixTaken(route.prefix())));
        }
        if (!(route.target() instanceof RouteTarget.WebSocket)) {
            attempt(StompKeys.USERS, () -> StompRoutes.settings(route), found);
        }
        if (route.target() instanceof RouteTarget.Relay relay && relay.broker().secure()) {
            attempt(RelayKeys.TRUST_STORE, () -> BrokerTls.contextFactory(route.relay()), found);
        }
        return found;
    }

    static String prefixTaken(String prefix) {
        return "The prefix " + prefix
                + " is a demo service's; choose another one for the route, or leave --demo out.";
    }

    private static void attempt(Setting<?> setting, Runnable use, List<Misfit> found) {
        try {
            use.run();
        } catch (ConfigException wrong) {
            found.add(new Misfit(setting, String.valueOf(wrong.getMessage())));
        }
    }
}
