package dev.postern.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class TargetsTest {

    @Test
    void aTargetIsMetMissedOrHasNoFigure() {
        String text = Targets.of(List.of(List.of(
                Rows.talked(Rows.ECHO, Peers.POSTERN, 12),
                Rows.talked(Rows.ECHO, Peers.VERTX, 20),
                new Outcome(Rows.ECHO, Peers.SPRING, new Result.Failed("a wrong echo")))));

        assertThat(text)
                .contains(
                        "Of 3 targets 1 pass, 1 miss, 1 have no figure.",
                        "| **0.60** (0.50) | – | 1.00 (1.00) | – (0.50) | **miss** |");
    }

    @Test
    void whatIsPrintedDecides() {
        String text = Targets.of(List.of(List.of(
                Rows.talked(Rows.ECHO, Peers.POSTERN, 10.04),
                Rows.talked(Rows.ECHO, Peers.VERTX, 20),
                Rows.talked(Rows.ECHO, Peers.SPRING, 40))));

        assertThat(text).contains("| 0.50 (0.50) | – | 1.00 (1.00) | 0.25 (0.50) | pass |");
    }

    @Test
    void theFloorStandsBesideWhatIsWantedAndIsNotJudged() {
        String text = Targets.of(List.of(
                List.of(
                        Rows.talked(Rows.ECHO, Peers.POSTERN, 10),
                        Rows.talked(Rows.ECHO, Peers.VERTX, 20),
                        Rows.talked(Rows.ECHO, Peers.SOCKET_FLOOR, 18)),
                List.of(
                        Rows.talked(Rows.BRIDGE, Peers.POSTERN_BRIDGE, 30),
                        Rows.talked(Rows.BRIDGE, Peers.POSTERN, 20),
                        Rows.talked(Rows.BRIDGE, Peers.RELAY_FLOOR, 27))));

        assertThat(text)
                .contains("| 0.50 (0.50) | 0.90 | 1.00 (1.00) |", "| 1.50 (2.20) | 1.35 | – |");
    }

    @Test
    void idleSessionsAreJudgedByHeapAndByResidentMemory() {
        String text = Targets.of(List.of(List.of(
                Rows.idled(Rows.IDLE, Peers.POSTERN, 4L << 20, 40L << 20),
                Rows.idled(Rows.IDLE, Peers.VERTX, 20L << 20, 50L << 20))));

        assertThat(text).contains("| 0.20 (0.25) | 4.00 (4.50) | **0.80** (0.50) |");
    }

    @Test
    void theBridgeIsJudgedByOurEchoAndByPushpin() {
        String text = Targets.of(List.of(List.of(
                Rows.talked(Rows.BRIDGE, Peers.POSTERN_BRIDGE, 30),
                Rows.talked(Rows.BRIDGE, Peers.POSTERN, 15),
                new Outcome(Rows.BRIDGE, Peers.PUSHPIN, new Result.Absent("not installed")))));

        assertThat(text).contains("| 2.00 (2.20) | – | – (0.20) | pass |");
    }
}
