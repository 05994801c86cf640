package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.ConfigException;
import dev.postern.gateway.config.StompAccess;
import dev.postern.stomp.StompRules;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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

    static final Group GROUP =
            new Group("STOMP", "For routes whose target is a STOMP broker.", List.of(USERS, ALLOW));

    private StompKeys() {}

    static StompAccess access(Effective effective) {
        List<String> rules = effective.get(ALLOW);
        return new StompAccess(
                effective.get(USERS).orElse(null),
                rules.isEmpty() ? StompRules.ALLOW_ALL : StompRules.parse(rules));
    }

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
