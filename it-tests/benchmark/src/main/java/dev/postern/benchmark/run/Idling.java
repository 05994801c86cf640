package dev.postern.benchmark.run;

import dev.postern.benchmark.load.Progress;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Measures what sessions cost that only wait: memory with them less memory without. Each peer gets a
 * process that has done nothing else.
 */
final class Idling {

    private static final int WARM_UP_SESSIONS = 200;
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final LoadProcess load;
    private final Stable stable;
    private final Pace pace;

    Idling(LoadProcess load, Stable stable, Pace pace) {
        this.load = load;
        this.stable = stable;
        this.pace = pace;
    }

    /** One outcome for each peer of the row. */
    List<Outcome> measure(Row row) throws IOException {
        Map<Peer, Result> results = new LinkedHashMap<>();
        Map<Peer, Peer.Running> servers = new LinkedHashMap<>();
        try {
            for (Peer peer : row.peers()) {
                try {
                    Peer.Running server = stable.fresh(peer);
                    servers.put(peer, server);
                    load.begin(row.orderFor(peer, server.port()).sessions(WARM_UP_SESSIONS));
                    load.stop();
                } catch (IOException e) {
                    results.put(peer, new Result.Absent(String.valueOf(e.getMessage())));
                }
            }
            Warmth.pause(pace.linger());
            for (Map.Entry<Peer, Peer.Running> each : servers.entrySet()) {
                results.put(
                        each.getKey(),
                        Ended.orElse(load, () -> measure(row, each.getKey(), each.getValue())));
                each.getValue().close();
            }
        } finally {
            servers.values().forEach(Peer.Running::close);
        }
        return row.peers().stream()
                .map(peer -> new Outcome(
                        row,
                        peer,
                        results.getOrDefault(peer, new Result.Failed("it was not measured"))))
                .toList();
    }

    private Result measure(Row row, Peer peer, Peer.Running server) throws IOException {
        List<Long> pids = server.measured().pids();
        OptionalLong heapBefore = Jvm.liveBytes(server.measured().pid());
        long residentBefore = Proc.residentBytes(pids);

        Progress begun = load.begin(row.orderFor(peer, server.port()));
        Warmth.pause(SETTLE);
        OptionalLong heapAfter = Jvm.liveBytes(server.measured().pid());
        long residentAfter = Proc.residentBytes(pids);
        Progress end = load.stop();
        if (begun.failures() > 0 || end.failures() > 0) {
            return new Result.Failed(begun.failures() > 0 ? begun.failure() : end.failure());
        }
        return new Result.Idled(
                Memory.grown(heapBefore, heapAfter, residentAfter - residentBefore));
    }
}
