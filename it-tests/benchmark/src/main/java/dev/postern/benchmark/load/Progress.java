package dev.postern.benchmark.load;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the load generator answers: counters since its start order, latencies since its last answer.
 *
 * @param nanos when, by its own clock
 * @param open sessions that are open
 * @param messages that arrived, each checked for order and content; for CONNECT, sessions that came and went
 * @param inFlight messages sent and not yet back
 * @param bytesIn bytes read from sockets
 * @param bytesOut bytes written to sockets
 * @param p50 latency in nanoseconds, as p99 and p999
 * @param cpuNanos the load generator's own CPU time
 * @param failures how many sessions failed
 * @param failure what the first failure was, or empty
 */
public record Progress(
        long nanos,
        int open,
        long messages,
        long inFlight,
        long bytesIn,
        long bytesOut,
        long p50,
        long p99,
        long p999,
        long cpuNanos,
        int failures,
        String failure) {

    /** As one line; {@link #parse} reads it back. */
    public String line() {
        return "nanos=" + nanos + " open=" + open + " messages=" + messages + " inFlight="
                + inFlight + " bytesIn="
                + bytesIn + " bytesOut=" + bytesOut + " p50=" + p50 + " p99=" + p99 + " p999="
                + p999 + " cpu="
                + cpuNanos + " failures=" + failures + " failure="
                + URLEncoder.encode(failure, StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #line} wrote.
     *
     * @throws IllegalArgumentException if a field is missing or no number
     */
    public static Progress parse(String line) {
        Map<String, String> fields = Order.fields(line);
        return new Progress(
                number(fields, "nanos"),
                (int) number(fields, "open"),
                number(fields, "messages"),
                number(fields, "inFlight"),
                number(fields, "bytesIn"),
                number(fields, "bytesOut"),
                number(fields, "p50"),
                number(fields, "p99"),
                number(fields, "p999"),
                number(fields, "cpu"),
                (int) number(fields, "failures"),
                URLDecoder.decode(Order.field(fields, "failure"), StandardCharsets.UTF_8));
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(Order.field(fields, name));
    }
}
