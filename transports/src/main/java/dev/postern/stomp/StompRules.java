package dev.postern.stomp;

import dev.postern.api.CloseStatus;
import dev.postern.api.Identity;

import java.util.List;

/**
 * Who may subscribe and send where. Without rules everyone may everything; as soon as there is one,
 * what no rule allows is denied.
 */
public final class StompRules {

    public static final StompRules ALLOW_ALL = new StompRules(List.of());

    private final List<StompRule> rules;

    public StompRules(List<StompRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Reads {@code subscribe /topic/**}, {@code send /app/**} and the like, see {@link StompRule}. */
    public static StompRules parse(List<String> rules) {
        return new StompRules(rules.stream().map(StompRule::parse).toList());
    }

    /** Whether {@code who} may do this; commands that are not ruled are always allowed. */
    boolean allow(StompCommand command, String destination, Identity who) {
        if (rules.isEmpty()) {
            return true;
        }
        for (StompRule rule : rules) {
            if (rule.allows(command, destination, who)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this command is one that rules are about. */
    static boolean concern(StompCommand command) {
        return command == StompCommand.SEND || command == StompCommand.SUBSCRIBE;
    }

    /** What a client is told whom these deny something. */
    StompFault denied(StompCommand command, String destination, StompFrame frame) {
        return new StompFault(
                "Denied: no rule allows to " + StompRule.word(command) + " " + destination,
                CloseStatus.FORBIDDEN,
                frame.header("receipt"));
    }
}
