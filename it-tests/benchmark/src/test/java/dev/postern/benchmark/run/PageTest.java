package dev.postern.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.benchmark.load.Order;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class PageTest {

    private static final Row ROW = Row.of(
                    Order.Kind.ECHO,
                    Order.Protocol.WEBSOCKET,
                    100,
                    16,
                    64,
                    List.of(Peers.POSTERN, Peers.VERTX))
            .target(0.5);

    @TempDir
    private Path docs;

    @Test
    void figuresAreReplacedAndWhatPeopleWroteStays() throws IOException {
        Page.write(
                docs,
                "first",
                List.of(List.of(outcome(Peers.POSTERN, 10), outcome(Peers.VERTX, 20))));
        Path page = docs.resolve("performance.md");
        Files.writeString(
                page,
                Files.readString(page).replace("# Performance", "# Performance\n\nTold by hand."));

        Page.write(
                docs,
                "second",
                List.of(List.of(outcome(Peers.POSTERN, 30), outcome(Peers.VERTX, 40))));

        assertThat(page)
                .content()
                .contains("Told by hand.", "`second`", "| 0.75 | 0.50 |")
                .doesNotContain("`first`");
        assertThat(docs.resolve("performance.svg"))
                .content()
                .contains("echo websocket d16", "0.75");
    }

    @Test
    void aFailedRunIsToldAndHasNoRatio() throws IOException {
        List<Outcome> row = List.of(
                Outcome.failed(ROW, Peers.POSTERN, "a wrong echo"), outcome(Peers.VERTX, 20));

        assertThat(Page.figures("x", List.of(row)))
                .contains(
                        "failed: Postern, echo websocket d16, 100 sessions, 64 B: a wrong echo",
                        "64 B | – | 0.50 |");
    }

    private static Outcome outcome(Peer peer, double cpuMicros) {
        Window window = new Window(cpuMicros, 0.01, 1, 1_000, 1, 2, 3, 70, 75);
        return new Outcome(ROW, peer, List.of(window), Optional.empty(), 0, Optional.empty());
    }
}
