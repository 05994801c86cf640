package dev.postern.gateway.stomp.simple;

import org.jspecify.annotations.Nullable;

/** Which destinations the simple broker serves, and how they may be written. */
final class Destinations {

    static final String TOPIC = "/topic/";
    static final String QUEUE = "/queue/";
    static final String USER = "/user/";

    private Destinations() {}

    /** What is wrong with sending there; null if nothing is. */
    static @Nullable String objectionToSend(String destination) {
        return isServed(destination) ? null : notServed(destination);
    }

    /**
     * What is wrong with subscribing to that; null if nothing is. Wildcards stand for whole segments
     * only: spring-messaging makes a regular expression of any other, and a client could write one
     * that takes for ever.
     */
    static @Nullable String objectionToSubscribe(String destination) {
        if (!isServed(destination)) {
            return notServed(destination);
        }
        for (String segment : destination.split("/", -1)) {
            boolean whole = segment.equals("*") || segment.equals("**");
            if (!whole && segment.chars().anyMatch(c -> "*?{}".indexOf(c) >= 0)) {
                return "a wildcard stands for a whole segment, like /topic/* or /topic/**, not as in "
                        + destination;
            }
        }
        return null;
    }

    private static boolean isServed(String destination) {
        return destination.startsWith(TOPIC)
                || destination.startsWith(QUEUE)
                || destination.startsWith(USER);
    }

    private static String notServed(String destination) {
        return "nothing is served at " + destination
                + "; the simple broker serves /topic/**, /queue/** and /user/**";
    }
}
