package dev.postern.benchmark.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What the swap of SockJS saves an application that is not changed: {@code samples/portfolio} on Spring's
 * own SockJS and on Postern, side by side, each telling as many pages every quote.
 *
 * <pre>{@code
 * java -cp it-tests/benchmark/target/benchmark.jar dev.postern.benchmark.run.PortfolioSwap \
 *     samples/target/samples.jar [pages] [milliseconds between quotes]
 * }</pre>
 */
public final class PortfolioSwap {

    private static final List<String> TRANSPORTS = List.of("websocket", "xhr_streaming", "xhr");
    private static final int PAGES = 50;
    private static final int TICK_MILLIS = 50;
    private static final int WARM_UP_SECONDS = 8;
    private static final int WINDOW_SECONDS = 4;
    private static final int WINDOWS = 4;

    /** The application on one of the two, and its pages. */
    private record Side(ServerProcess server, PortfolioPages pages) implements AutoCloseable {

        static Side start(String jar, int tick, String... more) throws IOException {
            List<String> command =
                    new ArrayList<>(List.of("-jar", jar, "--port", "0", "--tick", "" + tick));
            command.addAll(List.of(more));
            ServerProcess server = ServerProcess.start(Jvm.command(command), Map.of());
            return new Side(server, new PortfolioPages(server.port()));
        }

        Sample sample() throws IOException {
            Proc cpu = Proc.cpu(server.pids());
            return new Sample(cpu.cpuMicros() - cpu.jitMicros(), pages.quotes());
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /** What a side has spent, without its compilers, and done. */
    private record Sample(long micros, long quotes) {

        Sample since(Sample before) {
            return new Sample(micros - before.micros, quotes - before.quotes);
        }

        double microsPerQuote() {
            return (double) micros / quotes;
        }
    }

    private PortfolioSwap() {}

    /** Prints a row for each transport. */
    public static void main(String[] args) throws Exception {
        int pages = args.length > 1 ? Integer.parseInt(args[1]) : PAGES;
        int tick = args.length > 2 ? Integer.parseInt(args[2]) : TICK_MILLIS;
        System.out.println("| transport | server CPU a quote, Spring's SockJS ÷ Postern"
                + " | quotes heard, Spring's SockJS ÷ Postern |");
        System.out.println("|---|---|---|");
        for (String transport : TRANSPORTS) {
            System.out.println(row(transport, args[0], pages, tick));
        }
        // The clients' threads are nobody's to wait for.
        System.exit(0);
    }

    private static String row(String transport, String jar, int pages, int tick) throws Exception {
        try (Side postern = Side.start(jar, tick);
                Side spring = Side.start(jar, tick, "--spring")) {
            for (int i = 0; i < pages; i++) {
                postern.pages().open(transport);
                spring.pages().open(transport);
            }
            rest(WARM_UP_SECONDS);
            List<Double> ratios = new ArrayList<>();
            Sample begunHere = postern.sample();
            Sample begunThere = spring.sample();
            Sample here = begunHere;
            Sample there = begunThere;
            for (int i = 0; i < WINDOWS; i++) {
                rest(WINDOW_SECONDS);
                Sample nowHere = postern.sample();
                Sample nowThere = spring.sample();
                ratios.add(nowThere.since(there).microsPerQuote()
                        / nowHere.since(here).microsPerQuote());
                here = nowHere;
                there = nowThere;
            }
            ratios.sort(null);
            double heard = (double) there.since(begunThere).quotes()
                    / here.since(begunHere).quotes();
            return String.format(
                    Locale.ROOT,
                    "| %s | %.1f (%.1f to %.1f) | %.2f |",
                    transport,
                    (ratios.get(WINDOWS / 2 - 1) + ratios.get(WINDOWS / 2)) / 2,
                    ratios.get(0),
                    ratios.get(WINDOWS - 1),
                    heard);
        }
    }

    private static void rest(int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = seconds; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
