package dev.postern.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class TablesTest {

    @Test
    void vertxIsTheUnitAndDoubtfulFiguresAreMarked() {
        String text = Tables.talk(List.of(List.of(
                Rows.talked(Rows.ECHO, Peers.POSTERN, 10, 0.01, 12),
                Rows.talked(Rows.ECHO, Peers.VERTX, 20, 0.01, 5),
                Rows.talked(Rows.ECHO, Peers.SPRING, 60, 0.2, 5))));

        assertThat(text)
                .contains(
                        "| CPU per message (of it the JIT's) | Vert.x, µs | Postern | Spring |",
                        "64 B | 20.0 (1 %) | 0.50 (1 %) ‡ | 3.00 (20 %) † |",
                        "64 B | 1.00 / 2.00 / 3.00 | 1.00 / 1.00 / 1.00 |");
    }

    @Test
    void withoutItsUnitAFigureIsNotShown() {
        String text = Tables.talk(List.of(List.of(
                Rows.talked(Rows.ECHO, Peers.POSTERN, 10),
                new Outcome(Rows.ECHO, Peers.VERTX, new Result.Failed("a wrong echo")),
                new Outcome(Rows.ECHO, Peers.SPRING, new Result.Absent("not built")))));

        assertThat(text).contains("64 B | failed | – | not here |");
    }

    @Test
    void whatDoesNotCountIsToldWithItsReason() {
        String text = Tables.without(List.of(List.of(
                new Outcome(Rows.ECHO, Peers.VERTX, new Result.Failed("a wrong echo\nat length")),
                new Outcome(Rows.ECHO, Peers.NODE, new Result.Absent("no node")))));

        assertThat(text)
                .contains(
                        "- failed: Vert.x, echo websocket d16, 100 sessions, 64 B: a wrong echo\n",
                        "- not measured: sockjs-node: no node");
    }

    @Test
    void whatStalledClientsCost() {
        Row row = Rows.ECHO.stalled(10);
        Result slowed = new Result.Slowed(
                Rows.window(10, 0, 1),
                Rows.window(15, 0, 1),
                Memory.grown(
                        java.util.OptionalLong.of(0), java.util.OptionalLong.of(40_960), 81_920),
                102_400,
                3);

        assertThat(Tables.slow(List.of(List.of(new Outcome(row, Peers.POSTERN, slowed)))))
                .contains("| Postern | 1.00 | 1.50 | 100 | 4.00 | 8.00 | 3 of 10 |");
    }
}
