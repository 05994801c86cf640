package dev.postern.benchmark.run;

import dev.postern.benchmark.load.Order;

import java.util.List;
import java.util.OptionalLong;

/** Rows and outcomes made up for tests. */
final class Rows {

    static final Row ECHO = Row.of(
                    Scenario.ECHO,
                    Order.Protocol.WEBSOCKET,
                    100,
                    16,
                    64,
                    List.of(Peers.POSTERN, Peers.VERTX, Peers.SPRING))
            .target(0.5);

    static final Row IDLE = Row.of(
                    Scenario.IDLE,
                    Order.Protocol.WEBSOCKET,
                    1_024,
                    1,
                    64,
                    List.of(Peers.POSTERN, Peers.VERTX))
            .target(0.25);

    static final Row BRIDGE = Row.of(
            Scenario.BRIDGE,
            Order.Protocol.WEBSOCKET,
            50,
            1,
            64,
            List.of(Peers.POSTERN_BRIDGE, Peers.POSTERN, Peers.PUSHPIN));

    private Rows() {}

    static Outcome talked(Row row, Peer peer, double cpuMicros) {
        return talked(row, peer, cpuMicros, 0.01, 0.5);
    }

    static Outcome talked(
            Row row, Peer peer, double cpuMicros, double jitShare, double loadMicros) {
        return new Outcome(
                row, peer, new Result.Talked(List.of(window(cpuMicros, jitShare, loadMicros))));
    }

    static Window window(double cpuMicros, double jitShare, double loadMicros) {
        return new Window(
                cpuMicros, jitShare, loadMicros, 1_000, 1_000_000, 2_000_000, 3_000_000, 70, 75);
    }

    static Outcome idled(Row row, Peer peer, long heap, long resident) {
        return new Outcome(
                row, peer, new Result.Idled(new Memory(OptionalLong.of(heap), resident)));
    }
}
