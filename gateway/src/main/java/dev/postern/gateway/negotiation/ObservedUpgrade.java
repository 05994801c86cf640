package dev.postern.gateway.negotiation;

import dev.postern.http.Exchange;
import dev.postern.http.ForwardingExchange;
import dev.postern.http.WebSocketListener;
import dev.postern.http.WebSocketSettings;

import java.util.function.LongSupplier;

/** A handshake whose WebSocket tells how it fared. */
final class ObservedUpgrade extends ForwardingExchange {

    private final NetworkHistory history;
    private final LongSupplier clock;
    private final RegularDeaths deaths;

    ObservedUpgrade(Exchange to, NetworkHistory history, LongSupplier clock, RegularDeaths deaths) {
        super(to);
        this.history = history;
        this.clock = clock;
        this.deaths = deaths;
    }

    @Override
    public void upgrade(WebSocketSettings settings, WebSocketListener listener) {
        super.upgrade(settings, new ObservedSocket(listener, history, clock, deaths));
    }
}
