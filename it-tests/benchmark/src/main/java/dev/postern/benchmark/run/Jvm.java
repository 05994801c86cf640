package dev.postern.benchmark.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starting JVMs and looking at their heaps. */
final class Jvm {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

    private Jvm() {}

    /** The command of a JVM like this one, with the flags that every server gets. */
    static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(BIN.resolve("java").toString(), "-Xmx1g"));
        command.addAll(arguments);
        return command;
    }

    /** Bytes that live on the heap of a JVM after a full collection; empty if it is no JVM. */
    static OptionalLong liveBytes(long pid) throws IOException {
        // jcmd introduces itself by a SIGQUIT, of which anything else dies.
        if (!Files.readString(Path.of("/proc", Long.toString(pid), "comm")).startsWith("java")) {
            return OptionalLong.empty();
        }
        // The first one leaves what finalizers and cleaners are still to let go.
        histogram(pid);
        Matcher total = TOTAL.matcher(histogram(pid));
        return total.find()
                ? OptionalLong.of(Long.parseLong(total.group(1)))
                : OptionalLong.empty();
    }

    private static String histogram(long pid) throws IOException {
        Process jcmd = new ProcessBuilder(
                        BIN.resolve("jcmd").toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (var output = jcmd.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
