package dev.postern.stomp;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Runs a case with one seed after the other: for a second in the everyday build, or for {@code
 * -Dfuzz.minutes}, from {@code -Dfuzz.seed} on.
 */
final class FuzzTime {

    private FuzzTime() {}

    static void run(LongConsumer ofSeed) {
        int minutes = Integer.getInteger("fuzz.minutes", 0);
        long time = minutes == 0 ? TimeUnit.SECONDS.toNanos(1) : TimeUnit.MINUTES.toNanos(minutes);
        long seed = Long.getLong("fuzz.seed", minutes == 0 ? 1 : System.nanoTime());
        long end = System.nanoTime() + time;
        do {
            try {
                ofSeed.accept(seed);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ": -Dfuzz.seed=" + seed, e);
            }
            seed++;
        } while (System.nanoTime() < end);
    }
}
