package dev.postern.benchmark.run;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waiting, and waiting until the compilers have next to nothing to do. */
final class Warmth {

    private Warmth() {}

    /** Returns when the compilers' share is under the bound, or patience ends. */
    static void await(List<Long> pids, Pace pace, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        double share = 1;
        while (share > pace.settled() && System.nanoTime() < deadline) {
            Proc before = Proc.cpu(pids);
            pause(pace.look());
            share = Proc.cpu(pids).since(before).jitShare();
        }
    }

    static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
