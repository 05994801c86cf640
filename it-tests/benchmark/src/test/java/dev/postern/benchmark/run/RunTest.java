package dev.postern.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.benchmark.load.Order;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** A whole run in a hurry: real servers, a real load generator, figures worth nothing. */
class RunTest {

    private static final Pace HURRY = new Pace(
            1,
            Duration.ofMillis(500),
            Duration.ofMillis(80),
            0.05,
            Duration.ofMillis(800),
            Duration.ofMillis(100),
            Duration.ofMillis(500));

    private static final Peer WRONG = peer("wrong", WrongServer.class.getName());
    private static final Peer ABSENT = new Peer(
            "absent", () -> "none", EnumSet.allOf(Order.Protocol.class), order -> "/echo", () -> {
                throw new IOException("it is not installed");
            });

    private static final ByteArrayOutputStream TOLD = new ByteArrayOutputStream();
    private static List<List<Outcome>> outcomes = List.of();

    private static Peer peer(String name, String main) {
        return new Peer(
                name,
                () -> "of the test",
                EnumSet.allOf(Order.Protocol.class),
                order -> "/echo",
                () -> Peer.Running.alone(ServerProcess.java(main)));
    }

    @BeforeAll
    static void run() throws IOException {
        Console console = new Console(new PrintStream(TOLD, true, StandardCharsets.UTF_8), HURRY);
        outcomes = new Run(HURRY, console)
                .measure(List.of(
                        row(Scenario.ECHO, Order.Protocol.WEBSOCKET, Peers.VERTX, WRONG, ABSENT),
                        row(Scenario.BROADCAST, Order.Protocol.XHR_STREAMING, Peers.VERTX),
                        row(Scenario.CONNECT, Order.Protocol.XHR_POLLING, Peers.VERTX),
                        row(Scenario.SLOW, Order.Protocol.WEBSOCKET, Peers.VERTX)
                                .stalled(2),
                        row(Scenario.IDLE, Order.Protocol.RAW_WEBSOCKET, Peers.JETTY_FLOOR),
                        row(Scenario.BROADCAST, Order.Protocol.WEBSOCKET, Peers.SOCKET_FLOOR),
                        row(Scenario.BRIDGE, Order.Protocol.RAW_WEBSOCKET, Peers.RELAY_FLOOR)));
    }

    private static Row row(Scenario scenario, Order.Protocol protocol, Peer... peers) {
        return Row.of(scenario, protocol, 20, 4, 64, List.of(peers));
    }

    @Test
    void whoEchoesIsMeasured() {
        for (int talk : new int[] {0, 1, 2, 5, 6}) {
            assertThat(outcomes.get(talk).get(0).window()).hasValueSatisfying(window -> {
                assertThat(window.cpuMicros()).isPositive();
                assertThat(window.perSecond()).isPositive();
                assertThat(window.p99()).isGreaterThanOrEqualTo(window.p50());
                assertThat(window.bytesToClient()).isGreaterThan(64);
            });
        }
    }

    @Test
    void aLostEchoFailsThePeerAndTheRunGoesOn() {
        assertThat(outcomes.get(0).get(1).result())
                .isInstanceOfSatisfying(
                        Result.Failed.class,
                        failed -> assertThat(failed.why()).contains("expected message"));
        assertThat(Tables.without(outcomes)).contains("- failed: wrong, echo websocket d4");
    }

    @Test
    void whoIsNotHereIsTold() {
        assertThat(outcomes.get(0).get(2).result())
                .isEqualTo(new Result.Absent("it is not installed"));
    }

    @Test
    void idleSessionsAreWeighed() {
        assertThat(outcomes.get(4).get(0).idle())
                .hasValueSatisfying(memory -> assertThat(memory.heap()).isPresent());
    }

    @Test
    void stalledClientsAreCompared() {
        assertThat(outcomes.get(3).get(0).result())
                .isInstanceOfSatisfying(
                        Result.Slowed.class,
                        slowed -> assertThat(slowed.offered()).isPositive());
    }

    @Test
    void theTerminalTellsHowFarItIs() {
        assertThat(TOLD.toString(StandardCharsets.UTF_8))
                .contains(
                        "[1/7] 0 s gone, about ", " left: echo websocket d4", "[7/7]", "FAILED: ");
    }
}
