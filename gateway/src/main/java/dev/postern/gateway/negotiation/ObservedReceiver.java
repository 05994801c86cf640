package dev.postern.gateway.negotiation;

import dev.postern.http.Exchange;
import dev.postern.http.ForwardingExchange;

import org.jspecify.annotations.Nullable;

import java.util.function.LongSupplier;

/** A response that waits or streams, and tells at what age its connection died. */
final class ObservedReceiver extends ForwardingExchange {

    private final LongSupplier clock;
    private final RegularDeaths deaths;
    private final @Nullable YoungStream stream;
    private final long began;

    /** @param stream where it is the first of a session, and streams */
    ObservedReceiver(
            Exchange to, LongSupplier clock, RegularDeaths deaths, @Nullable YoungStream stream) {
        super(to);
        this.clock = clock;
        this.deaths = deaths;
        this.stream = stream;
        this.began = clock.getAsLong();
    }

    @Override
    public void onClientGone(Runnable listener) {
        super.onClientGone(() -> {
            long now = clock.getAsLong();
            deaths.died(now - began, now);
            if (stream != null) {
                stream.aborted(now);
            }
            listener.run();
        });
    }
}
