package dev.postern.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The limit on open files, which a JVM and Node raise by themselves as far as they may. */
final class Descriptors {

    /** What a process has open besides its sessions, generously. */
    static final int OTHERS = 200;

    private static final Pattern LIMIT =
            Pattern.compile("(?m)^Max open files\\s+\\S+\\s+(\\d+|unlimited)");

    private Descriptors() {}

    /** Why so many can't be open here; empty if they can. */
    static Optional<String> tooFewFor(int wanted) throws IOException {
        return tooFew(wanted, Files.readString(Path.of("/proc/self/limits")));
    }

    static Optional<String> tooFew(int wanted, String limits) {
        Matcher limit = LIMIT.matcher(limits);
        if (!limit.find()
                || "unlimited".equals(limit.group(1))
                || Long.parseLong(limit.group(1)) >= wanted) {
            return Optional.empty();
        }
        return Optional.of("it takes " + wanted + " open files and the hard limit is "
                + limit.group(1) + ": raise it (as root: ulimit -Hn " + wanted
                + ") and run again from the same shell");
    }
}
