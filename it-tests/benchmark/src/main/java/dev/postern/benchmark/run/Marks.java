package dev.postern.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a page that a program writes, between two marks; what people wrote around it stays. */
record Marks(String name) {

    private String begin() {
        return "<!-- " + name + ": written by the benchmark, from here -->\n";
    }

    private String end() {
        return "<!-- " + name + ": to here -->\n";
    }

    /**
     * Puts a text between the marks; appends both to a page that has neither.
     *
     * @throws IOException if the page can't be written, or has lost one of its marks
     */
    void write(Path page, String text) throws IOException {
        String old = Files.exists(page) ? Files.readString(page) : "# Performance\n";
        int from = old.indexOf(begin());
        int to = old.indexOf(end());
        if (from < 0 && to < 0) {
            old += '\n' + begin() + end();
            from = old.indexOf(begin());
            to = old.indexOf(end());
        }
        if (from < 0 || to < from) {
            throw new IOException(page + " has lost one of its marks " + begin().strip() + " and "
                    + end().strip());
        }
        Files.writeString(
                page,
                old.substring(0, from + begin().length()) + '\n' + text + '\n' + old.substring(to));
    }
}
