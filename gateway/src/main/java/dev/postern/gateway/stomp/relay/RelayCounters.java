package dev.postern.gateway.stomp.relay;

import java.util.concurrent.atomic.LongAdder;

/** What one relay has counted since it was built. Thread-safe. */
public final class RelayCounters {

    final LongAdder connected = new LongAdder();
    final LongAdder unreachable = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder misunderstood = new LongAdder();
    final LongAdder nameless = new LongAdder();

    RelayCounters() {}

    /** Sessions whose CONNECT a broker answered, by whatever. */
    public long connected() {
        return connected.sum();
    }

    /** Sessions that were told that no broker can be reached. */
    public long unreachable() {
        return unreachable.sum();
    }

    /** Connections that ended otherwise than by DISCONNECT, by the client's end, or by ERROR. */
    public long lost() {
        return lost.sum();
    }

    /** Sessions that a broker ended by an ERROR. */
    public long refused() {
        return refused.sum();
    }

    /** Clients that {@code relay.login} has no login for. */
    public long nameless() {
        return nameless.sum();
    }

    /** Sessions that ended because a broker sent what can't be passed on. */
    public long misunderstood() {
        return misunderstood.sum();
    }
}
