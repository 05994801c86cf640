package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.BrokerLogin;
import dev.postern.gateway.config.RelaySettings;
import dev.postern.gateway.config.RouteTarget;

import org.jspecify.annotations.Nullable;

/** Puts the settings of one route's relay together, and says where they do not go together. */
final class RelayAssembly {

    private final Effective effective;
    private final Problems problems;

    RelayAssembly(Effective effective, Problems problems) {
        this.effective = effective;
        this.problems = problems;
    }

    /** @param target what is set for all routes is of no use to those that do not relay, and not wrong */
    RelaySettings settings(RouteTarget target) {
        return new RelaySettings(
                target instanceof RouteTarget.Relay ? login() : null,
                effective.get(RelayKeys.VIRTUAL_HOST).orElse(null),
                effective.get(RelayKeys.TRUST_STORE).orElse(null),
                effective.get(RelayKeys.TRUST_STORE_PASSWORD).orElse(null),
                effective.get(RelayKeys.HEARTBEAT),
                effective.get(RouteKeys.CONNECT_TIMEOUT),
                effective.get(RelayKeys.RECONNECT_SPREAD));
    }

    private @Nullable BrokerLogin login() {
        String login = effective.get(RelayKeys.LOGIN).orElse(null);
        String passcode = effective.get(RelayKeys.PASSCODE).orElse(null);
        if (login == null) {
            if (passcode != null) {
                problem(
                        RelayKeys.PASSCODE,
                        "is of no use without relay.login, the name that goes with it; write that too,"
                                + " or leave this out: then each client's own login goes to the broker.");
            }
            return null;
        }
        if (passcode == null) {
            problem(
                    RelayKeys.LOGIN,
                    "needs a passcode; write relay.passcode-file, the name of a file that holds it.");
            return null;
        }
        BrokerLogin of = new BrokerLogin(login, passcode);
        if (of.namesUsers() && effective.get(StompKeys.USERS).isEmpty()) {
            problem(
                    RelayKeys.LOGIN,
                    "holds {user}, but clients of this route have no names; write stomp.users, the name"
                            + " of a file that lists them.");
        }
        return of;
    }

    private void problem(Setting<?> setting, String message) {
        problems.add(effective.given(setting).place(), effective.key(setting), message);
    }
}
