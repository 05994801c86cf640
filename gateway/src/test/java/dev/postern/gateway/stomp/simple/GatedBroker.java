package dev.postern.gateway.stomp.simple;

import dev.postern.api.Identity;
import dev.postern.api.Limits;
import dev.postern.api.Transport;
import dev.postern.stomp.ConnectVerdict;
import dev.postern.stomp.StompGate;
import dev.postern.stomp.StompLimits;
import dev.postern.stomp.StompSettings;

import java.util.concurrent.CompletableFuture;

/** A simple broker behind its gate, as a route has it; a client's login is taken for his name. */
final class GatedBroker {

    private final StompGate gate = new StompGate(
            new SimpleBroker(),
            StompSettings.DEFAULT
                    .withLimits(StompLimits.DEFAULT.withMaxInFlight(10_000))
                    .withCredentials((connect, handshake) -> {
                        String login = connect.get("login");
                        return CompletableFuture.completedFuture(new ConnectVerdict.Accepted(
                                login == null ? Identity.ANONYMOUS : new Identity(login)));
                    }),
            Limits.DEFAULT);

    /** A client that is connected. */
    BrokerClient connect(String... headers) {
        return connect(Transport.WEBSOCKET, headers);
    }

    /** A client that is connected by that transport. */
    BrokerClient connect(Transport transport, String... headers) {
        BrokerClient client = new BrokerClient(transport);
        gate.connect(client, client);
        client.says("CONNECT", "", "accept-version:1.2", String.join("\n", headers));
        client.connected = client.frame();
        return client;
    }
}
