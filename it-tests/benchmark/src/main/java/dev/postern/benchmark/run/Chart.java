package dev.postern.benchmark.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Everyone's CPU per message beside Vert.x's, which is 1, as an SVG with a logarithmic scale. */
final class Chart {

    private static final int LINE = 22;
    private static final int LABELS = 330;
    private static final int PLOT = 520;
    private static final int MARGIN = 30;
    private static final int HEAD = 84;
    private static final double LEAST = 0.1;
    private static final double MOST = 10;
    private static final double[] TICKS = {0.1, 0.2, 0.5, 1, 2, 5, 10};

    private static final Map<Peer, String> OTHERS =
            Map.of(Peers.SPRING, "#8a5fa8", Peers.NODE, "#c98b2b");

    private Chart() {}

    static String of(List<List<Outcome>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<Outcome> row : rows) {
            if (Ratios.of(row, Peers.POSTERN, Peers.VERTX, Window::cpuMicros).isPresent()) {
                lines.add(line(row, HEAD + lines.size() * LINE));
            }
        }
        int width = LABELS + PLOT + MARGIN;
        int height = HEAD + lines.size() * LINE + 12;
        return String.format(
                Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
                <rect width="%1$d" height="%2$d" fill="white"/>
                <text x="12" y="22" font-size="15" font-weight="bold">Server CPU per message, Vert.x = 1 (further left is better)</text>
                %3$s%4$s%5$s</svg>
                """, width, height, legend(), scale(height), String.join("", lines));
    }

    private static String legend() {
        return "<circle cx=\"18\" cy=\"42\" r=\"6\" fill=\"#1f7a5c\"/><text x=\"30\" y=\"46\">Postern</text>\n"
                + "<circle cx=\"100\" cy=\"42\" r=\"6\" fill=\"#c0392b\"/><text x=\"112\" y=\"46\">Postern, target missed</text>\n"
                + "<rect x=\"254\" y=\"34\" width=\"3\" height=\"16\" fill=\"black\"/><text x=\"264\" y=\"46\">target</text>\n"
                + hollow(322, 42, OTHERS.getOrDefault(Peers.SPRING, ""))
                + "<text x=\"332\" y=\"46\">Spring</text>\n"
                + hollow(392, 42, OTHERS.getOrDefault(Peers.NODE, ""))
                + "<text x=\"402\" y=\"46\">sockjs-node</text>\n";
    }

    private static String scale(int height) {
        StringBuilder scale = new StringBuilder();
        for (double tick : TICKS) {
            scale.append(String.format(
                    Locale.ROOT,
                    """
                    <line x1="%1$.0f" x2="%1$.0f" y1="%2$d" y2="%3$d" stroke="%4$s"/>
                    <text x="%1$.0f" y="%5$d" text-anchor="middle" fill="#555">%6$s</text>
                    """,
                    x(tick),
                    HEAD - 8,
                    height - 8,
                    tick == 1 ? "#555" : "#ddd",
                    HEAD - 12,
                    tick < 1 ? String.valueOf(tick) : String.format(Locale.ROOT, "%.0f", tick)));
        }
        return scale.toString();
    }

    private static String line(List<Outcome> row, int top) {
        Row about = row.get(0).row();
        int y = top + LINE / 2;
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                LABELS - 12,
                y + 4,
                about.label()));
        OTHERS.forEach((peer, colour) -> {
            OptionalDouble other = Ratios.of(row, peer, Peers.VERTX, Window::cpuMicros);
            if (other.isPresent()) {
                line.append(hollow(x(other.getAsDouble()), y, colour));
            }
        });
        if (about.target().isPresent()) {
            line.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.0f\" y=\"%d\" width=\"3\" height=\"16\" fill=\"black\"/>%n",
                    x(about.target().getAsDouble()) - 1.5,
                    y - 8));
        }
        double ours =
                Ratios.of(row, Peers.POSTERN, Peers.VERTX, Window::cpuMicros).orElse(1);
        boolean missed = ours > about.target().orElse(MOST);
        return line.append(String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.0f\" cy=\"%d\" r=\"6\" fill=\"%s\"><title>%.2f</title></circle>%n",
                        x(ours),
                        y,
                        missed ? "#c0392b" : "#1f7a5c",
                        ours))
                .toString();
    }

    private static String hollow(double x, int y, String colour) {
        return String.format(
                Locale.ROOT,
                "<circle cx=\"%.0f\" cy=\"%d\" r=\"4\" fill=\"white\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                x,
                y,
                colour);
    }

    private static double x(double ratio) {
        double within = Math.min(Math.max(ratio, LEAST), MOST);
        return LABELS + PLOT * Math.log(within / LEAST) / Math.log(MOST / LEAST);
    }
}
