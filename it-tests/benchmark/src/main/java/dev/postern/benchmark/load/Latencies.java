package dev.postern.benchmark.load;

import java.util.Arrays;

/** Counts of nanoseconds, each power of two cut in 64: percentiles exact to 1.6 %. */
final class Latencies {

    private static final int CUT_BITS = 6;
    private static final int CUTS = 1 << CUT_BITS;

    private final long[] counts = new long[(Long.SIZE - CUT_BITS) * CUTS];
    private long total;

    void add(long nanos) {
        counts[slot(Math.max(nanos, 0))]++;
        total++;
    }

    /** The upper edge of the slot in which the given fraction is reached; 0 if nothing was counted. */
    long percentile(double fraction) {
        long wanted = (long) Math.ceil(total * fraction);
        long seen = 0;
        for (int i = 0; i < counts.length && wanted > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return upperEdge(i);
            }
        }
        return 0;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    private static int slot(long nanos) {
        if (nanos < CUTS) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - CUT_BITS;
        return (shift + 1) * CUTS + (int) (nanos >>> shift) - CUTS;
    }

    private static long upperEdge(int slot) {
        if (slot < CUTS) {
            return slot;
        }
        int shift = slot / CUTS - 1;
        return ((long) (slot % CUTS + CUTS + 1) << shift) - 1;
    }
}
