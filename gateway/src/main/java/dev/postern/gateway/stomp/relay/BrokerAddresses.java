package dev.postern.gateway.stomp.relay;

import dev.postern.gateway.config.BrokerAddress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A route's brokers in the order in which one session tries them: each session begins with another
 * one, and those that have just failed come last. Thread-safe.
 */
final class BrokerAddresses {

    private static final long SHUNNED = Duration.ofSeconds(5).toNanos();

    private final List<BrokerAddress> all;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<BrokerAddress, Long> failures = new ConcurrentHashMap<>();

    BrokerAddresses(List<BrokerAddress> all) {
        this.all = all;
    }

    int size() {
        return all.size();
    }

    /** @param now as {@link System#nanoTime()} */
    List<BrokerAddress> inTurn(long now) {
        List<BrokerAddress> order = new ArrayList<>(all);
        Collections.rotate(order, -Math.floorMod(turn.getAndIncrement(), order.size()));
        List<BrokerAddress> last = new ArrayList<>(order);
        last.removeIf(address -> !isShunned(address, now));
        order.removeAll(last);
        order.addAll(last);
        return order;
    }

    private boolean isShunned(BrokerAddress address, long now) {
        Long failed = failures.get(address);
        return failed != null && now - failed < SHUNNED;
    }

    void failed(BrokerAddress address, long now) {
        failures.put(address, now);
    }

    void reached(BrokerAddress address) {
        failures.remove(address);
    }
}
