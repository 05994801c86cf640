package dev.postern.benchmark.run;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Tables in Markdown. */
final class Markdown {

    static final String NONE = "–";

    private final StringBuilder text = new StringBuilder();
    private int lines;

    Markdown(List<String> heads) {
        line(heads);
        line(heads.stream().map(head -> "---").toList());
        lines = 0;
    }

    static Markdown of(String... heads) {
        return new Markdown(List.of(heads));
    }

    void line(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        lines++;
    }

    void line(String... cells) {
        line(List.of(cells));
    }

    /** The table under a title; nothing at all if it has no lines. */
    String under(String title) {
        return lines == 0 ? "" : title + "\n\n" + this;
    }

    @Override
    public String toString() {
        return text + "\n";
    }

    /** Three digits that matter, no fewer than those before the point. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT, size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%,.0f", value);
    }

    static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : NONE;
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
