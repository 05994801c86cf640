package dev.postern.gateway.stomp.relay;

import dev.postern.api.Identity;
import dev.postern.gateway.config.BrokerLogin;
import dev.postern.gateway.config.RelaySettings;
import dev.postern.stomp.HeartBeat;
import dev.postern.stomp.StompFrame;
import dev.postern.stomp.StompHeaders;
import dev.postern.stomp.StompVersion;

/** A client's CONNECT as its broker hears it. Pure. */
final class ConnectFrame {

    private ConnectFrame() {}

    /**
     * The client's frame with the relay's own login, virtual host and heart-beats in it. Where the relay
     * logs in, the client chooses no virtual host: it would choose with somebody else's rights.
     */
    static StompFrame forBroker(
            StompFrame clients, StompVersion version, RelaySettings settings, Identity client) {
        StompHeaders headers = clients.headers();
        BrokerLogin login = settings.login();
        if (login != null) {
            headers = headers.with("login", login.of(client.subject()).login())
                    .with("passcode", login.passcode())
                    .without("host");
        }
        String virtualHost = settings.virtualHost();
        if (virtualHost != null) {
            headers = headers.with("host", virtualHost);
        }
        if (version.hasHeartBeats()) {
            headers = headers.with("heart-beat", heartBeat(settings).header());
        }
        return clients.withHeaders(headers);
    }

    /**
     * Whether there is a login for such a client: one that is made of names is for those who have
     * one, and one that a header can hold as it is.
     */
    static boolean hasLoginFor(Identity client, RelaySettings settings) {
        BrokerLogin login = settings.login();
        return login == null
                || !login.namesUsers()
                || (!client.subject().isEmpty()
                        && client.subject().chars().noneMatch(Character::isISOControl));
    }

    /** What the relay offers a broker, and asks of it. */
    static HeartBeat heartBeat(RelaySettings settings) {
        int period = (int) settings.heartBeat().toMillis();
        return new HeartBeat(period, period);
    }
}
