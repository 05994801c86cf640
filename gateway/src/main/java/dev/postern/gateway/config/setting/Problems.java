package dev.postern.gateway.config.setting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All that is wrong, gathered while reading goes on: a person wants to mend it in one go. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public void add(Place place, String key, String message) {
        Problem problem = new Problem(place, key, message);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Those of files by line, then the others as they were found. */
    public List<Problem> all() {
        return found.stream().sorted(Comparator.comparing(Problems::position)).toList();
    }

    private static long position(Problem problem) {
        return problem.place() instanceof Place.InFile at
                ? ((long) at.line() << 32) + at.column()
                : Long.MAX_VALUE;
    }
}
