package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.StompTerms;
import dev.postern.stomp.StompRules;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of routes that speak STOMP. */
public final class StompKeys {

    public static final Setting<Optional<Path>> USERS = Setting.optional(
                    "stomp.users",
                    new TextType<>("FILE", "a path", StompKeys::path, Path::toString),
                    "everyone comes in, as nobody in particular",
                    "File of logins and hashed passcodes, login:hash a line, the hash as 'openssl passwd -6' prints"
                            + " it.")
            .perRoute();

    public static final Setting<List<String>> ALLOW = Setting.listOf(
                    "stomp.allow",
                    new TextType<>(
                            "RULE",
                            "a rule like `subscribe /topic/**`",
                            StompKeys::rule,
                            rule -> rule),
                    "everything",
                    "What STOMP clients may do, such as 'subscribe /topic/**' or 'send /queue/{user}/*'."
                            + " Where there are rules, what none of them allows is denied.")
            .perRoute();

    public static final Setting<Optional<Integer>> MAX_FRAME = Setting.optional(
                    "stomp.max-frame",
                    new SizeType(1 << 10, LimitKeys.LARGEST),
                    "the route's max-message",
                    "Largest frame of a client, from its command to its NUL. A larger one is answered by an ERROR"
                            + " and the close 1009.")
            .perRoute();

    public static final Setting<Optional<Integer>> MAX_IN_FLIGHT = Setting.optional(
                    "stomp.max-in-flight",
                    new SizeType(1 << 10, LimitKeys.LARGEST),
                    "1m, and at least stomp.max-frame",
                    "Most that a session has on its way, each direction on its own: sent by a client that is not"
                            + " CONNECTED yet, or queued for one that is behind. Beyond it an ERROR, and the close 1008.")
            .perRoute();

    public static final Setting<Duration> HEARTBEAT = Setting.of(
                    "stomp.heartbeat",
                    new TimeType(Duration.ZERO, Duration.ofHours(1)),
                    StompTerms.OPEN.heartBeat(),
                    "Time between STOMP heart-beats that a client is offered and asked for, 0s for none."
                            + " A client that promised them and is silent for three of them is ended.")
            .perRoute();

    static final Group GROUP = new Group(
            "STOMP",
            "For routes whose target is a STOMP broker.",
            List.of(USERS, ALLOW, MAX_FRAME, MAX_IN_FLIGHT, HEARTBEAT));

    private StompKeys() {}

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException impossible) {
            throw new ConfigException("'" + text + "' is not a path.");
        }
    }

    private static String rule(String text) {
        try {
            StompRules.parse(List.of(text));
            return text;
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(String.valueOf(wrong.getMessage()));
        }
    }
}
