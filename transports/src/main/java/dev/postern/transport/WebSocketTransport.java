package dev.postern.transport;

import dev.postern.api.Handshake;
import dev.postern.api.Transport;
import dev.postern.http.Exchange;
import dev.postern.http.WebSocketSettings;

import org.jspecify.annotations.Nullable;

/** {@code websocket}: SockJS frames as text messages of a WebSocket, whose session ends with it. */
public final class WebSocketTransport implements SessionTransport {

    /** Bytes of an escape such as that of U+007F, which sockjs-client writes for one byte. */
    private static final int ESCAPED = 6;

    /** Bytes for what stands around a message, and some white space. */
    private static final int AROUND = 64;

    private final TransportContext context;
    private final UpgradeGate upgrades;

    public WebSocketTransport(TransportContext context) {
        this.context = context;
        this.upgrades = new UpgradeGate(context);
    }

    /** Opens a session of its own, whatever id the URL names: two WebSockets are two sessions. */
    @Override
    public void handle(Exchange exchange, String session) {
        if (upgrades.admit(exchange)) {
            Handshake handshake = context.handshake(exchange, Transport.WEBSOCKET);
            int largest = largestFrame(context.limits().maxMessage());
            exchange.upgrade(
                    new WebSocketSettings(subProtocol(handshake), largest, context.deflate()),
                    new FramedSocket(context, handshake));
        }
    }

    /** The upgrade does not wait for the backend, so only what the endpoint always speaks counts. */
    private @Nullable String subProtocol(Handshake handshake) {
        return context.subProtocols().stream()
                .filter(handshake.subProtocols()::contains)
                .findFirst()
                .orElse(null);
    }

    /** The limit is one of messages; around them stands JSON, which may escape a byte by six. */
    private static int largestFrame(int maxMessage) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, (long) ESCAPED * maxMessage + AROUND);
    }
}
