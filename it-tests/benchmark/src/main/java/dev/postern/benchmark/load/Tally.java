package dev.postern.benchmark.load;

import java.lang.management.ManagementFactory;

/** What befell the sessions of one order. */
final class Tally {

    private static final com.sun.management.OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

    private final Loop loop;
    private final Latencies latencies = new Latencies();
    private int open;
    private long messages;
    private long inFlight;
    private int failures;
    private String failure = "";

    Tally(Loop loop) {
        this.loop = loop;
    }

    void opened() {
        open++;
    }

    void ended() {
        open--;
    }

    void sent(int count) {
        inFlight += count;
    }

    /** A message came as it should, {@code sentAt} being the loop's clock when it left. */
    void arrived(long sentAt) {
        messages++;
        inFlight--;
        latencies.add(loop.now() - sentAt);
    }

    void failed(String why) {
        if (failures++ == 0) {
            failure = why;
        }
    }

    boolean ok() {
        return failures == 0;
    }

    long inFlight() {
        return inFlight;
    }

    /** The counters as they stand; the latencies begin anew. */
    Progress progress() {
        Progress progress = new Progress(
                loop.now(),
                open,
                messages,
                inFlight,
                loop.bytesIn(),
                loop.bytesOut(),
                latencies.percentile(0.50),
                latencies.percentile(0.99),
                latencies.percentile(0.999),
                SYSTEM.getProcessCpuTime(),
                failures,
                failure);
        latencies.clear();
        return progress;
    }
}
