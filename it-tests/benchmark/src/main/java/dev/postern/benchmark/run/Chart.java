package dev.postern.benchmark.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Our CPU per message beside Vert.x's, which is 1, as an SVG. */
final class Chart {

    private static final int LINE = 24;
    private static final int LABELS = 360;
    private static final int UNIT = 300;
    private static final double WIDEST = 1.5;
    private static final int HEAD = 40;

    private Chart() {}

    static String of(List<List<Outcome>> rows) {
        List<String> bars = new ArrayList<>();
        for (List<Outcome> row : rows) {
            OptionalDouble ratio =
                    Tables.quotient(row, Peers.POSTERN, Peers.VERTX, Window::cpuMicros);
            if (ratio.isPresent()) {
                bars.add(bar(row.get(0).row(), ratio.getAsDouble(), HEAD + bars.size() * LINE));
            }
        }
        int width = (int) (LABELS + UNIT * WIDEST + 60);
        int height = HEAD + bars.size() * LINE + 10;
        return String.format(
                Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
                <rect width="%1$d" height="%2$d" fill="white"/>
                <text x="8" y="18" font-size="14">Server CPU per message, Vert.x = 1 (shorter is better; | is the target)</text>
                %3$s<line x1="%4$d" x2="%4$d" y1="%5$d" y2="%2$d" stroke="#888"/>
                </svg>
                """, width, height, String.join("", bars), LABELS + UNIT, HEAD - 8);
    }

    private static String bar(Row row, double ratio, int y) {
        String colour = ratio <= row.target().orElse(1) ? "#2a7f62" : "#c0562b";
        String bar = String.format(
                Locale.ROOT,
                """
                <text x="%d" y="%d" text-anchor="end">%s</text>
                <rect x="%d" y="%d" width="%.0f" height="14" fill="%s"/>
                <text x="%.0f" y="%d">%.2f</text>
                """,
                LABELS - 8,
                y + 11,
                row.label(),
                LABELS,
                y,
                UNIT * Math.min(ratio, WIDEST),
                colour,
                LABELS + 6 + UNIT * Math.min(ratio, WIDEST),
                y + 11,
                ratio);
        OptionalDouble target = row.target();
        return target.isEmpty()
                ? bar
                : bar
                        + String.format(
                                Locale.ROOT,
                                "<line x1=\"%1$.0f\" x2=\"%1$.0f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"black\" stroke-width=\"2\"/>\n",
                                LABELS + UNIT * target.getAsDouble(),
                                y - 2,
                                y + 16);
    }
}
