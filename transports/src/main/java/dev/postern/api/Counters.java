package dev.postern.api;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one endpoint since it was built. Thread-safe. */
public final class Counters {

    private final Map<Counter, LongAdder> adders;

    public Counters() {
        Map<Counter, LongAdder> all = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            all.put(counter, new LongAdder());
        }
        adders = Collections.unmodifiableMap(all);
    }

    public void add(Counter counter) {
        LongAdder adder = adders.get(counter);
        if (adder != null) {
            adder.increment();
        }
    }

    public long get(Counter counter) {
        LongAdder adder = adders.get(counter);
        return adder == null ? 0 : adder.sum();
    }
}
