package dev.postern.gateway.negotiation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts decisions and says why they were taken. */
final class DecisionLog {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

    /** @param left nanoseconds until the next trial */
    record Why(int failed, int total, long left) {}

    private final Map<Decision, LongAdder> counts;

    DecisionLog() {
        Map<Decision, LongAdder> all = new EnumMap<>(Decision.class);
        for (Decision decision : Decision.values()) {
            all.put(decision, new LongAdder());
        }
        counts = Collections.unmodifiableMap(all);
    }

    long count(Decision decision) {
        LongAdder count = counts.get(decision);
        return count == null ? 0 : count.sum();
    }

    /** Each line ends with how often this was decided since the start, of whatever network. */
    void changed(ClientNetwork network, boolean webSocket, Breaker.State now, Why why) {
        Decision decision = decision(webSocket, now);
        LongAdder counted = counts.get(decision);
        if (counted != null) {
            counted.increment();
        }
        String count = "(" + name(decision) + ": " + count(decision) + ")";
        switch (decision) {
            case WEBSOCKET_OFF ->
                LOG.info(
                        "WebSocket is not offered to {} for {} s: {} of its last {} ended without a Close frame soon"
                                + " after they opened; something between kills them {}",
                        network,
                        seconds(why),
                        why.failed(),
                        why.total(),
                        count);
            case STREAMING_OFF ->
                LOG.info(
                        "Streaming is not offered to {} for {} s: a client gave up a stream it had heard nothing of;"
                                + " something between holds responses back {}",
                        network,
                        seconds(why),
                        count);
            case WEBSOCKET_TRIAL, STREAMING_TRIAL ->
                LOG.info("{} may try {} again once {}", network, kind(webSocket), count);
            case WEBSOCKET_BACK, STREAMING_BACK ->
                LOG.info("{} works again for {} {}", kind(webSocket), network, count);
        }
    }

    private static Decision decision(boolean webSocket, Breaker.State now) {
        return switch (now) {
            case OPEN -> webSocket ? Decision.WEBSOCKET_OFF : Decision.STREAMING_OFF;
            case HALF_OPEN -> webSocket ? Decision.WEBSOCKET_TRIAL : Decision.STREAMING_TRIAL;
            case CLOSED -> webSocket ? Decision.WEBSOCKET_BACK : Decision.STREAMING_BACK;
        };
    }

    private static String name(Decision decision) {
        return decision.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String kind(boolean webSocket) {
        return webSocket ? "WebSocket" : "Streaming";
    }

    private static long seconds(Why why) {
        return TimeUnit.NANOSECONDS.toSeconds(why.left() + TimeUnit.SECONDS.toNanos(1) / 2);
    }
}
