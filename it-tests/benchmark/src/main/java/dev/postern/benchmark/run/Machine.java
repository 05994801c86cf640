package dev.postern.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the figures were measured on, without its name. */
final class Machine {

    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*: (.*)$");
    private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal:\\s+(\\d+) kB");

    private Machine() {}

    static String text() throws IOException {
        Matcher model = MODEL.matcher(Files.readString(Path.of("/proc/cpuinfo")));
        Matcher total = TOTAL.matcher(Files.readString(Path.of("/proc/meminfo")));
        return Runtime.getRuntime().availableProcessors() + " processors"
                + (model.find() ? " (" + model.group(1) + ")" : "")
                + (total.find() ? ", " + Long.parseLong(total.group(1)) / (1 << 20) + " GiB" : "")
                + ", " + System.getProperty("os.name") + ' ' + System.getProperty("os.version")
                + ", Java " + System.getProperty("java.runtime.version")
                + "; load generator and servers share it";
    }
}
