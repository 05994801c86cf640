package dev.postern.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class PageTest {

    @TempDir
    private Path docs;

    @Test
    void figuresAreReplacedAndWhatPeopleWroteStays() throws IOException {
        Page.write(docs, "first", rows(10, 20));
        Path page = docs.resolve("performance.md");
        Files.writeString(
                page,
                Files.readString(page).replace("# Performance", "# Performance\n\nTold by hand.")
                        + "\nTold below.\n");

        Page.write(docs, "second", rows(30, 40));

        assertThat(page)
                .content()
                .contains("Told by hand.", "Told below.", "`second`", "**0.75** (0.50)")
                .doesNotContain("`first`");
        assertThat(docs.resolve("performance.svg"))
                .content()
                .contains("echo websocket d16", "0.75");
    }

    @Test
    void twoPartsOfOnePageDoNotTouchEachOther() throws IOException {
        Page.write(docs, "tables", rows(10, 20));
        Path page = docs.resolve("performance.md");
        new Marks("jmh").write(page, "quote: little");

        Page.write(docs, "again", rows(10, 20));

        assertThat(page).content().contains("quote: little", "`again`").doesNotContain("`tables`");
    }

    @Test
    void aPageThatLostAMarkIsLeftAlone() throws IOException {
        Path page = docs.resolve("performance.md");
        Files.writeString(page, "<!-- figures: written by the benchmark, from here -->\n");

        assertThatThrownBy(() -> Page.write(docs, "x", rows(10, 20)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lost one of its marks");
    }

    private static List<List<Outcome>> rows(double ours, double theirs) {
        return List.of(List.of(
                Rows.talked(Rows.ECHO, Peers.POSTERN, ours),
                Rows.talked(Rows.ECHO, Peers.VERTX, theirs)));
    }
}
