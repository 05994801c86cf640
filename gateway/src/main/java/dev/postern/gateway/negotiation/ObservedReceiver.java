package dev.postern.gateway.negotiation;

import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.ForwardingExchange;
import dev.postern.http.ResponseHead;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A response that waits or streams, and tells after what silence its connection died. */
final class ObservedReceiver extends ForwardingExchange {

    private final LongSupplier clock;
    private final RegularDeaths deaths;
    private final @Nullable Supplier<YoungStream> first;
    private volatile @Nullable YoungStream stream;

    /** When a byte passed last, either way; it begins with the request's. */
    private volatile long lastByte;

    /** @param first notes a stream that begins, where this is the first of a session; not if it is refused */
    ObservedReceiver(
            Exchange to,
            LongSupplier clock,
            RegularDeaths deaths,
            @Nullable Supplier<YoungStream> first) {
        super(to);
        this.clock = clock;
        this.deaths = deaths;
        this.first = first;
        this.lastByte = clock.getAsLong();
    }

    @Override
    public void begin(ResponseHead head, ByteBuffer prelude) {
        if (first != null) {
            stream = first.get();
        }
        super.begin(head, prelude);
    }

    @Override
    public void write(ByteBuffer data, boolean last, Completion done) {
        lastByte = clock.getAsLong();
        YoungStream begun = stream;
        if (last && begun != null) {
            begun.completed(lastByte);
        }
        super.write(data, last, done);
    }

    @Override
    public void onClientGone(Runnable listener) {
        super.onClientGone(() -> {
            long now = clock.getAsLong();
            deaths.died(now - lastByte, now);
            YoungStream begun = stream;
            if (begun != null) {
                begun.aborted(now);
            }
            listener.run();
        });
    }
}
