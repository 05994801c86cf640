package dev.postern.benchmark.run;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is on the class path. */
final class Versions {

    private Versions() {}

    /** The version of an artifact, from the name of its jar. */
    static String of(String artifact) {
        Pattern jar = Pattern.compile(Pattern.quote(artifact) + "-(\\d[^"
                + Pattern.quote(File.pathSeparator) + "]*?)\\.jar");
        Matcher matcher = jar.matcher(ClassPath.whole());
        return matcher.find() ? matcher.group(1) : "of an unknown version";
    }

    /** What a program says of its version: the last word of its first line. */
    static String told(String... command) {
        try {
            Process program =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader output = program.inputReader(StandardCharsets.UTF_8)) {
                String line = String.valueOf(output.readLine()).strip();
                return line.substring(line.lastIndexOf(' ') + 1);
            }
        } catch (IOException e) {
            return "(not installed)";
        }
    }
}
