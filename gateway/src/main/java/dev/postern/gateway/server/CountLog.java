package dev.postern.gateway.server;

import dev.postern.api.Counter;
import dev.postern.endpoint.SockJsEndpoint;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Logs what was counted since the start: every ten minutes in which something was, and at the end. */
public final class CountLog {

    private static final Logger LOG = LoggerFactory.getLogger(CountLog.class);

    private static final int MINUTES = 10;

    private final List<SockJsEndpoint> endpoints;
    private final Floods floods;
    private final Executor later;
    private final Consumer<String> teller;
    private final AtomicReference<String> told = new AtomicReference<>("");
    private volatile boolean stopped;

    /** @param endpoints whose counts are added up */
    public CountLog(List<SockJsEndpoint> endpoints, Floods floods) {
        this(
                endpoints,
                floods,
                CompletableFuture.delayedExecutor(MINUTES, TimeUnit.MINUTES),
                counts -> LOG.info("Counted since the start: {}", counts));
    }

    CountLog(
            List<SockJsEndpoint> endpoints,
            Floods floods,
            Executor later,
            Consumer<String> teller) {
        this.endpoints = List.copyOf(endpoints);
        this.floods = floods;
        this.later = later;
        this.teller = teller;
    }

    public void start() {
        later.execute(() -> {
            if (!stopped) {
                tell();
                start();
            }
        });
    }

    /** Tells once more, and never again. */
    public void stop() {
        stopped = true;
        tell();
    }

    private void tell() {
        String counts = counts();
        if (!counts.equals(told.getAndSet(counts))) {
            teller.accept(counts);
        }
    }

    private String counts() {
        List<String> counts = new ArrayList<>();
        for (Counter counter : Counter.values()) {
            long sum = endpoints.stream()
                    .mapToLong(endpoint -> endpoint.counters().get(counter))
                    .sum();
            add(counter.name().toLowerCase(Locale.ROOT).replace('_', ' '), sum, counts);
        }
        add("connections refused", floods.refused().count(), counts);
        add("late heads", floods.lateHeads().count(), counts);
        return String.join(", ", counts);
    }

    private static void add(String name, long count, List<String> counts) {
        if (count > 0) {
            counts.add(name + ' ' + count);
        }
    }
}
