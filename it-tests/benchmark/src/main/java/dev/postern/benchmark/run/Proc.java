package dev.postern.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the operating system has counted for some processes (proc(5)).
 *
 * @param cpuMicros user and system time
 * @param jitMicros that part of it which is the JVMs' compiler threads'
 */
record Proc(long cpuMicros, long jitMicros) {

    /** USER_HZ, which is 100 on every Linux that a JVM runs on. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

    static Proc cpu(List<Long> pids) throws IOException {
        long cpu = 0;
        long jit = 0;
        for (long pid : pids) {
            cpu += micros(Path.of("/proc", Long.toString(pid), "stat"));
            try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
                for (Path task : tasks.toList()) {
                    jit += jitMicros(task);
                }
            }
        }
        return new Proc(cpu, jit);
    }

    private static long jitMicros(Path task) throws IOException {
        try {
            String name = Files.readString(task.resolve("comm"));
            boolean compiler = name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
            return compiler ? micros(task.resolve("stat")) : 0;
        } catch (IOException e) {
            // The thread ended between the two looks.
            return 0;
        }
    }

    private static long micros(Path stat) throws IOException {
        String line = Files.readString(stat);
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) * MICROS_PER_TICK;
    }

    /** Bytes of memory that the processes hold. */
    static long residentBytes(List<Long> pids) throws IOException {
        long bytes = 0;
        for (long pid : pids) {
            Matcher resident = RESIDENT.matcher(
                    Files.readString(Path.of("/proc", Long.toString(pid), "status")));
            if (resident.find()) {
                bytes += Long.parseLong(resident.group(1)) * 1024;
            }
        }
        return bytes;
    }

    Proc since(Proc before) {
        return new Proc(cpuMicros - before.cpuMicros, jitMicros - before.jitMicros);
    }

    /** The compilers' part, from 0 to 1. */
    double jitShare() {
        return cpuMicros == 0 ? 0 : (double) jitMicros / cpuMicros;
    }
}
