package dev.postern.gateway.negotiation;

import dev.postern.http.Exchange;
import dev.postern.http.ForwardingExchange;

import java.util.function.LongSupplier;

/** A response that waits or streams, and tells at what age its connection died. */
final class ObservedReceiver extends ForwardingExchange {

    private final LongSupplier clock;
    private final RegularDeaths deaths;
    private final long began;

    ObservedReceiver(Exchange to, LongSupplier clock, RegularDeaths deaths) {
        super(to);
        this.clock = clock;
        this.deaths = deaths;
        this.began = clock.getAsLong();
    }

    @Override
    public void onClientGone(Runnable listener) {
        super.onClientGone(() -> {
            long now = clock.getAsLong();
            deaths.died(now - began, now);
            listener.run();
        });
    }
}
