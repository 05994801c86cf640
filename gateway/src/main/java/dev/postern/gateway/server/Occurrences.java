package dev.postern.gateway.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Counts what may happen very often, and tells of it once in a while. Thread-safe. */
public final class Occurrences {

    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final LongAdder all = new LongAdder();
    private final LongConsumer teller;
    private final LongSupplier clock;
    private final AtomicLong quietUntil;
    private final AtomicLong told = new AtomicLong();

    /** @param teller hears how many there were since it heard last; at most every 10 s */
    Occurrences(LongConsumer teller) {
        this(teller, System::nanoTime);
    }

    Occurrences(LongConsumer teller, LongSupplier nanoClock) {
        this.teller = teller;
        this.clock = nanoClock;
        this.quietUntil = new AtomicLong(nanoClock.getAsLong());
    }

    void another() {
        all.increment();
        long now = clock.getAsLong();
        long until = quietUntil.get();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + SILENCE.toNanos())) {
            long count = all.sum();
            teller.accept(count - told.getAndSet(count));
        }
    }

    /** How many there were. */
    public long count() {
        return all.sum();
    }
}
