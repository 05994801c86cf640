package dev.postern.benchmark.run;

import dev.postern.benchmark.load.Progress;

import java.util.Comparator;
import java.util.List;

/**
 * What one peer did in one turn.
 *
 * @param cpuMicros the server's CPU per message
 * @param jitShare the compilers' part of that, from 0 to 1
 * @param loadMicros the load generator's CPU per message
 * @param perSecond messages
 * @param p50 nanoseconds, as p99 and p999
 * @param bytesToClient per message, on the wire above TCP, as bytesToServer
 */
record Window(
        double cpuMicros,
        double jitShare,
        double loadMicros,
        double perSecond,
        long p50,
        long p99,
        long p999,
        double bytesToClient,
        double bytesToServer) {

    static Window between(Progress before, Progress after, Proc cpu) {
        double messages = Math.max(1, after.messages() - before.messages());
        return new Window(
                cpu.cpuMicros() / messages,
                cpu.jitShare(),
                (after.cpuNanos() - before.cpuNanos()) / 1e3 / messages,
                messages * 1e9 / (after.nanos() - before.nanos()),
                after.p50(),
                after.p99(),
                after.p999(),
                (after.bytesIn() - before.bytesIn()) / messages,
                (after.bytesOut() - before.bytesOut()) / messages);
    }

    /** The one in the middle by CPU; of two, the dearer. */
    static Window median(List<Window> windows) {
        return windows.stream()
                .sorted(Comparator.comparingDouble(Window::cpuMicros))
                .skip(windows.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
