package dev.postern.gateway.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** Counts what may happen very often, and tells of it at once and then every 10 s. Thread-safe. */
public final class Occurrences {

    private static final int SILENCE_SECONDS = 10;

    private final LongAdder all = new LongAdder();
    private final AtomicLong told = new AtomicLong();
    private final AtomicBoolean silent = new AtomicBoolean();
    private final LongConsumer teller;
    private final Executor afterSilence;

    /** @param teller hears how many there were since it heard last */
    Occurrences(LongConsumer teller) {
        this(teller, CompletableFuture.delayedExecutor(SILENCE_SECONDS, TimeUnit.SECONDS));
    }

    Occurrences(LongConsumer teller, Executor afterSilence) {
        this.teller = teller;
        this.afterSilence = afterSilence;
    }

    void another() {
        all.increment();
        beginSilence();
    }

    /** How many there were. */
    public long count() {
        return all.sum();
    }

    private void beginSilence() {
        if (!silent.get() && silent.compareAndSet(false, true)) {
            long count = all.sum();
            teller.accept(count - told.getAndSet(count));
            afterSilence.execute(this::endSilence);
        }
    }

    private void endSilence() {
        silent.set(false);
        if (all.sum() > told.get()) {
            beginSilence();
        }
    }
}
