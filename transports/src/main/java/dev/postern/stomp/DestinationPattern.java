package dev.postern.stomp;

/**
 * Matches destinations. Brokers read wildcards in what a client subscribes to, and characters that
 * name a second destination beside or behind the first: those are matched by {@code **} alone, or a
 * client would reach more than the pattern grants.
 */
final class DestinationPattern {

    /** Of AMQP, of ActiveMQ, and of Ant's paths, which spring-messaging's broker reads. */
    private static final String BROKER_WILDCARDS = "*#>?{}";

    /** Between ActiveMQ's composite destinations. */
    private static final char AND = ',';

    /** Before the queue of an address, in Artemis's fully qualified names. */
    private static final String WITHIN = "::";

    private static final String USER = "{user}";

    private final String pattern;
    private final String destination;
    private final String user;

    private DestinationPattern(String pattern, String destination, String user) {
        this.pattern = pattern;
        this.destination = destination;
        this.user = user;
    }

    /** Whether the pattern covers the destination, {@code {user}} being {@code user} to the letter. */
    static boolean matches(String pattern, String destination, String user) {
        return new DestinationPattern(pattern, destination, user).matches();
    }

    /**
     * Goes through both, and back to the last {@code *} or {@code **} where they part: time is the
     * product of both lengths, whatever a client sends.
     */
    private boolean matches() {
        int p = 0;
        int d = 0;
        int starAfter = -1;
        int starAt = 0;
        int deepAfter = -1;
        int deepAt = 0;
        while (d < destination.length() || p < pattern.length()) {
            if (pattern.startsWith("**", p)) {
                p += 2;
                deepAfter = p;
                deepAt = d;
                starAfter = -1;
            } else if (p < pattern.length() && pattern.charAt(p) == '*') {
                p++;
                starAfter = p;
                starAt = d;
            } else if (pattern.startsWith(USER, p) && isUserAt(d)) {
                p += USER.length();
                d += user.length();
            } else if (isSameAt(p, d)) {
                p++;
                d++;
            } else if (starAfter >= 0 && isWithinSegment(starAt)) {
                p = starAfter;
                d = ++starAt;
            } else if (deepAfter >= 0 && deepAt < destination.length()) {
                p = deepAfter;
                d = ++deepAt;
                starAfter = -1;
            } else {
                return false;
            }
        }
        return true;
    }

    private boolean isUserAt(int d) {
        if (!destination.startsWith(user, d)) {
            return false;
        }
        for (int i = d; i < d + user.length(); i++) {
            if (!isWithinSegment(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isSameAt(int p, int d) {
        return p < pattern.length()
                && d < destination.length()
                && !pattern.startsWith(USER, p)
                && pattern.charAt(p) == destination.charAt(d)
                && !isReadByBroker(d);
    }

    private boolean isWithinSegment(int d) {
        return d < destination.length() && destination.charAt(d) != '/' && !isReadByBroker(d);
    }

    private boolean isReadByBroker(int d) {
        char c = destination.charAt(d);
        return c == AND
                || BROKER_WILDCARDS.indexOf(c) >= 0
                || destination.startsWith(WITHIN, d)
                || destination.startsWith(WITHIN, d - 1);
    }
}
