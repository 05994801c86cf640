package dev.postern.benchmark.run;

import dev.postern.benchmark.load.Order;
import dev.postern.benchmark.load.Progress;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures one row of talk: its peers are warmed one after the other, and then take turns. */
final class Turns {

    private static final Duration SETTLE = Duration.ofMillis(300);

    /** Many messages a second, so that a new server's compilers see them soon. */
    private static final int DEEP = 16;

    private static final int SESSIONS = 100;

    private final LoadProcess load;
    private final Stable stable;
    private final Pace pace;
    private final Set<Met> met = new HashSet<>();

    /** A process that has been warmed with a protocol. */
    private record Met(long pid, Order.Protocol protocol) {}

    Turns(LoadProcess load, Stable stable, Pace pace) {
        this.load = load;
        this.stable = stable;
        this.pace = pace;
    }

    /** One outcome for each peer of the row. */
    List<Outcome> measure(Row row) throws IOException {
        Map<Peer, Result> results = new LinkedHashMap<>();
        for (Peer peer : row.peers()) {
            Peer.Running server;
            try {
                server = stable.get(peer);
            } catch (IOException e) {
                results.put(peer, new Result.Absent(String.valueOf(e.getMessage())));
                continue;
            }
            results.put(peer, Ended.orElse(load, () -> warmUp(row, peer, server)));
        }
        for (int turn = 0; turn < pace.turns(); turn++) {
            for (Map.Entry<Peer, Result> each : results.entrySet()) {
                if (each.getValue() instanceof Result.Talked before) {
                    Peer peer = each.getKey();
                    each.setValue(Ended.orElse(load, () -> turn(row, peer, before)));
                }
            }
        }
        return results.entrySet().stream()
                .map(each -> new Outcome(row, each.getKey(), each.getValue()))
                .toList();
    }

    /** With every echo checked as in a turn that counts. */
    private Result warmUp(Row row, Peer peer, Peer.Running server) throws IOException {
        Order order = row.orderFor(peer, server.port());
        boolean isNew = met.add(new Met(server.measured().pid(), order.protocol()));
        if (isNew) {
            Result deep = warmUp(peer, server, deepEcho(row, peer, server));
            if (deep instanceof Result.Failed) {
                return deep;
            }
        }
        return warmUp(peer, server, order);
    }

    private static Order deepEcho(Row row, Peer peer, Peer.Running server) {
        Row echo = Row.of(
                Scenario.ECHO,
                row.order().protocol(),
                SESSIONS,
                DEEP,
                row.order().bytes(),
                List.of(peer));
        return echo.orderFor(peer, server.port());
    }

    private Result warmUp(Peer peer, Peer.Running server, Order order) throws IOException {
        Progress begun = load.begin(order);
        if (begun.failures() == 0) {
            Warmth.await(server.measured().pids(), pace, pace.patience());
        }
        return end(peer, begun, new Result.Talked(List.of()));
    }

    private Result turn(Row row, Peer peer, Result.Talked before) throws IOException {
        Peer.Running server = stable.get(peer);
        Duration length = pace.turn();
        Progress begun = load.begin(row.orderFor(peer, server.port()));
        if (begun.failures() > 0) {
            return end(peer, begun, before);
        }
        Warmth.pause(SETTLE);
        List<Long> pids = server.measured().pids();
        Proc cpuBefore = Proc.cpu(pids);
        Progress first = load.mark();
        Warmth.pause(length);
        Proc cpu = Proc.cpu(pids).since(cpuBefore);
        Progress last = load.mark();
        List<Window> windows = new ArrayList<>(before.windows());
        windows.add(Window.between(first, last, cpu));
        Result end = end(peer, begun, new Result.Talked(windows));
        return end instanceof Result.Talked && last.messages() == first.messages()
                ? new Result.Failed("no message in " + length.toMillis() + " ms")
                : end;
    }

    private Result end(Peer peer, Progress begun, Result.Talked otherwise) throws IOException {
        Progress end = load.stop();
        if (begun.failures() == 0 && end.failures() == 0) {
            return otherwise;
        }
        stable.drop(peer);
        return new Result.Failed(begun.failures() > 0 ? begun.failure() : end.failure());
    }
}
