package dev.postern.benchmark.run;

import dev.postern.benchmark.load.Order;
import dev.postern.benchmark.load.Progress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Measures what sessions cost that only wait: memory with them less memory without. */
final class Idling {

    private static final int WARM_UP_SESSIONS = 200;

    /** Sessions whose client has gone linger for 5 s in every peer; collected after that. */
    private static final long LINGER_MILLIS = 7_000;

    private static final long SETTLE_MILLIS = 2_000;

    private final LoadProcess load;

    Idling(LoadProcess load) {
        this.load = load;
    }

    List<Outcome> measure(Row row) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Peer peer : row.peers()) {
            try (Peer.Running server = peer.start().start()) {
                outcomes.add(measure(row, peer, server));
            } catch (IOException e) {
                outcomes.add(Outcome.failed(row, peer, "not started: " + e.getMessage()));
            }
        }
        return outcomes;
    }

    private Outcome measure(Row row, Peer peer, Peer.Running server) throws IOException {
        Order order = row.orderFor(peer, server.port());
        load.begin(new Order(
                order.kind(),
                order.protocol(),
                order.port(),
                order.path(),
                WARM_UP_SESSIONS,
                1,
                order.bytes(),
                0));
        load.stop();
        Turns.pause(LINGER_MILLIS);
        List<Long> pids = server.measured().pids();
        OptionalLong heapBefore = Jvm.liveBytes(server.measured().pid());
        long residentBefore = Proc.residentBytes(pids);

        Progress begun = load.begin(order);
        Turns.pause(SETTLE_MILLIS);
        OptionalLong heapAfter = Jvm.liveBytes(server.measured().pid());
        long residentAfter = Proc.residentBytes(pids);
        Progress end = load.stop();
        if (begun.failures() > 0 || end.failures() > 0) {
            return Outcome.failed(row, peer, end.failure());
        }
        OptionalLong heap = heapBefore.isPresent() && heapAfter.isPresent()
                ? OptionalLong.of(heapAfter.getAsLong() - heapBefore.getAsLong())
                : OptionalLong.empty();
        Memory memory = new Memory(heap, residentAfter - residentBefore);
        return new Outcome(row, peer, List.of(), Optional.of(memory), 0, Optional.empty());
    }
}
