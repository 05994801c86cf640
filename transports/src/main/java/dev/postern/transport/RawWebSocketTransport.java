package dev.postern.transport;

import dev.postern.api.CloseStatus;
import dev.postern.api.Handshake;
import dev.postern.api.Transport;
import dev.postern.http.Exchange;
import dev.postern.session.SessionRegistry.Lookup;

/**
 * A WebSocket without SockJS framing: at {@code /websocket}, and at the prefix itself. The handshake
 * waits for the backend, so that a refusal is an HTTP status and the sub-protocol is the backend's.
 */
public final class RawWebSocketTransport {

    private final TransportContext context;
    private final UpgradeGate upgrades;

    public RawWebSocketTransport(TransportContext context) {
        this.context = context;
        this.upgrades = new UpgradeGate(context);
    }

    public void handle(Exchange exchange) {
        if (!upgrades.admit(exchange)) {
            return;
        }
        Handshake handshake = context.handshake(exchange, Transport.RAW_WEBSOCKET);
        Lookup lookup = context.sessions().openWebSocket(handshake);
        if (lookup instanceof Lookup.Here here) {
            new RawSocket(context, exchange, here.session()).start();
        } else {
            CloseStatus why =
                    lookup instanceof Lookup.Over over ? over.status() : CloseStatus.FORBIDDEN;
            UpgradeGate.refuse(exchange, why);
        }
    }
}
