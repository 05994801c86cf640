package dev.postern.gateway.negotiation;

import dev.postern.http.Exchange;
import dev.postern.http.ForwardingExchange;
import dev.postern.http.WebSocketListener;
import dev.postern.http.WebSocketSettings;

import org.jspecify.annotations.Nullable;

import java.util.function.LongSupplier;

/** A handshake whose WebSocket tells how it fared. */
final class ObservedUpgrade extends ForwardingExchange {

    private final @Nullable NetworkHistory history;
    private final LongSupplier clock;
    private final RegularDeaths deaths;

    /** @param history null where nothing is to be learned */
    ObservedUpgrade(
            Exchange to,
            @Nullable NetworkHistory history,
            LongSupplier clock,
            RegularDeaths deaths) {
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
