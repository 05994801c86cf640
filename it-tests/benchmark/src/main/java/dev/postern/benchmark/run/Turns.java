package dev.postern.benchmark.run;

import dev.postern.benchmark.load.Order;
import dev.postern.benchmark.load.Progress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Measures one row: all its peers are up, warmed one after the other, and then take turns. */
final class Turns {

    private static final long WARM_UP_LOOK_MILLIS = 1_000;
    private static final int WARM_UP_LOOKS_AT_LEAST = 2;

    private final LoadProcess load;
    private final Pace pace;

    Turns(LoadProcess load, Pace pace) {
        this.load = load;
        this.pace = pace;
    }

    /** One outcome per peer that speaks the row's protocol. */
    List<Outcome> measure(Row row) throws IOException {
        Map<Peer, Peer.Running> running = new LinkedHashMap<>();
        Map<Peer, Outcome> outcomes = new LinkedHashMap<>();
        try {
            for (Peer peer : row.peers()) {
                try {
                    running.put(peer, peer.start().start());
                    outcomes.put(
                            peer,
                            new Outcome(
                                    row, peer, List.of(), Optional.empty(), 0, Optional.empty()));
                } catch (IOException e) {
                    outcomes.put(peer, Outcome.failed(row, peer, "not started: " + e.getMessage()));
                }
            }
            for (int turn = 0; turn < pace.turns(); turn++) {
                for (Map.Entry<Peer, Peer.Running> each : running.entrySet()) {
                    Outcome before = outcomes.get(each.getKey());
                    if (before != null && before.failure().isEmpty()) {
                        outcomes.put(each.getKey(), turn(before, each.getValue(), turn == 0));
                    }
                }
            }
        } finally {
            running.values().forEach(Peer.Running::close);
        }
        return List.copyOf(outcomes.values());
    }

    private Outcome turn(Outcome before, Peer.Running server, boolean cold) throws IOException {
        Row row = before.row();
        Order order = row.orderFor(before.peer(), server.port());
        List<Long> pids = server.measured().pids();
        long residentBefore = Proc.residentBytes(pids);
        Progress begun = load.begin(order);
        if (begun.failures() > 0) {
            load.stop();
            return Outcome.failed(row, before.peer(), begun.failure());
        }
        if (cold) {
            warmUp(pids);
        } else {
            pause(WARM_UP_LOOK_MILLIS / 2);
        }
        Proc cpuBefore = Proc.cpu(pids);
        Progress first = load.mark();
        pause(pace.turn().toMillis());
        Proc cpu = Proc.cpu(pids).since(cpuBefore);
        Progress last = load.mark();
        long grown = Proc.residentBytes(pids) - residentBefore;
        Progress end = load.stop();
        if (end.failures() > 0) {
            return Outcome.failed(row, before.peer(), end.failure());
        }
        if (last.messages() == first.messages()) {
            return Outcome.failed(row, before.peer(), "no message in " + pace.turn());
        }
        List<Window> windows = new ArrayList<>(before.windows());
        windows.add(Window.between(first, last, cpu));
        Memory memory = new Memory(OptionalLong.empty(), grown);
        return new Outcome(
                row,
                before.peer(),
                windows,
                before.memory().or(() -> Optional.of(memory)),
                order.sessions() - last.open(),
                Optional.empty());
    }

    /** Until the compilers have next to nothing to do, or patience ends. */
    private void warmUp(List<Long> pids) throws IOException {
        long deadline = System.nanoTime() + pace.patience().toNanos();
        double share = 1;
        for (int looks = 0;
                System.nanoTime() < deadline
                        && (looks < WARM_UP_LOOKS_AT_LEAST || share > pace.settled());
                looks++) {
            Proc before = Proc.cpu(pids);
            pause(WARM_UP_LOOK_MILLIS);
            share = Proc.cpu(pids).since(before).jitShare();
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
