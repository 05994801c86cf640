package dev.postern.gateway.stomp.relay;

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
    static StompFrame forBroker(StompFrame clients, StompVersion version, RelaySettings settings) {
        StompHeaders headers = clients.headers();
        BrokerLogin login = settings.login();
        if (login != null) {
            headers = headers.with("login", login.login())
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

    /** What the relay offers a broker, and asks of it. */
    static HeartBeat heartBeat(RelaySettings settings) {
        int period = (int) settings.heartBeat().toMillis();
        return new HeartBeat(period, period);
    }
}
