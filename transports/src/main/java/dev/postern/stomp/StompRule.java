package dev.postern.stomp;

import dev.postern.api.Identity;

import java.util.Locale;

/**
 * Allows to subscribe to, or to send to, the destinations of a pattern: {@code *} stands for anything
 * within a segment, {@code **} for anything, {@code {user}} for the client's own name.
 *
 * @param command SUBSCRIBE or SEND
 * @param pattern begins with a slash
 */
public record StompRule(StompCommand command, String pattern) {

    private static final String USER = "{user}";

    public StompRule {
        if (!StompRules.concern(command)) {
            throw new IllegalArgumentException("a rule is about subscribe or send");
        }
        if (!pattern.startsWith("/") || pattern.replace(USER, "").matches(".*[\\s{}].*")) {
            throw new IllegalArgumentException("'" + pattern
                    + "' is not a destination pattern; write it like /topic/** or /queue/{user}/*");
        }
    }

    /** Reads {@code subscribe /topic/**}. */
    public static StompRule parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        StompCommand command =
                words.length == 2 ? StompCommand.of(words[0].toUpperCase(Locale.ROOT)) : null;
        if (command == null || !StompRules.concern(command)) {
            throw new IllegalArgumentException("'" + text
                    + "' is not a rule; write it like 'subscribe /topic/**' or 'send /app/**'");
        }
        return new StompRule(command, words[1]);
    }

    /** How rules call a command. */
    static String word(StompCommand command) {
        return command.name().toLowerCase(Locale.ROOT);
    }

    boolean allows(StompCommand asked, String destination, Identity who) {
        if (asked != command) {
            return false;
        }
        if (!pattern.contains(USER)) {
            return DestinationPattern.matches(pattern, destination, "");
        }
        // Nobody in particular has no destinations of his own.
        return !who.subject().isEmpty()
                && DestinationPattern.matches(pattern, destination, who.subject());
    }

    @Override
    public String toString() {
        return word(command) + ' ' + pattern;
    }
}
