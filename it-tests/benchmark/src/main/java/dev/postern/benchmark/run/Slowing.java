package dev.postern.benchmark.run;

import dev.postern.benchmark.load.Order;
import dev.postern.benchmark.load.Progress;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Measures what clients that do not read cost the server and the other clients: the same broadcast
 * with all reading and with some stalled, on a process of its own.
 */
final class Slowing {

    private static final Duration SETTLE = Duration.ofMillis(300);

    private final LoadProcess load;
    private final Stable stable;
    private final Pace pace;

    Slowing(LoadProcess load, Stable stable, Pace pace) {
        this.load = load;
        this.stable = stable;
        this.pace = pace;
    }

    /** One outcome for each peer of the row. */
    List<Outcome> measure(Row row) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Peer peer : row.peers()) {
            Peer.Running server;
            try {
                server = stable.fresh(peer);
            } catch (IOException e) {
                outcomes.add(
                        new Outcome(row, peer, new Result.Absent(String.valueOf(e.getMessage()))));
                continue;
            }
            try (server) {
                Order order = row.orderFor(peer, server.port());
                outcomes.add(new Outcome(
                        row, peer, Ended.orElse(load, () -> measure(order, server.measured()))));
            }
        }
        return outcomes;
    }

    private Result measure(Order order, ServerProcess server) throws IOException {
        Phase reading = phase(order.stalled(0), server, pace.turn(), true);
        Phase stalled = phase(order, server, pace.stall(), false);
        if (!reading.failure.isEmpty() || !stalled.failure.isEmpty()) {
            return new Result.Failed(reading.failure.isEmpty() ? stalled.failure : reading.failure);
        }
        long rounds = stalled.messages / (order.sessions() - order.stalled());
        return new Result.Slowed(
                reading.window,
                stalled.window,
                Memory.grown(reading.heap, stalled.heap, stalled.resident - reading.resident),
                rounds * order.bytes(),
                order.sessions() - stalled.open);
    }

    /** What was seen of one broadcast. */
    private record Phase(
            Window window,
            OptionalLong heap,
            long resident,
            long messages,
            int open,
            String failure) {}

    private Phase phase(Order order, ServerProcess server, Duration length, boolean cold)
            throws IOException {
        Progress begun = load.begin(order);
        List<Long> pids = server.pids();
        if (cold && begun.failures() == 0) {
            Warmth.await(pids, pace, pace.stall());
        } else {
            Warmth.pause(SETTLE);
        }
        Proc cpuBefore = Proc.cpu(pids);
        Progress first = load.mark();
        Warmth.pause(length);
        Proc cpu = Proc.cpu(pids).since(cpuBefore);
        Progress last = load.mark();
        OptionalLong heap = Jvm.liveBytes(server.pid());
        long resident = Proc.residentBytes(pids);
        Progress end = load.stop();
        String failure = begun.failures() > 0 ? begun.failure() : end.failure();
        return new Phase(
                Window.between(first, last, cpu),
                heap,
                resident,
                last.messages(),
                last.open(),
                failure);
    }
}
