package dev.postern.benchmark.run;

import java.io.File;
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
}
