package dev.postern.stomp;

import dev.postern.api.CloseStatus;
import dev.postern.api.Identity;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Who may subscribe and send where. Without rules everyone may everything; as soon as there is one,
 * what no rule allows is denied.
 */
public final class StompRules {

    public static final StompRules ALLOW_ALL = new StompRules(List.of());

    /** By this header RabbitMQ lets a subscriber choose a queue, whatever the destination. */
    private static final String QUEUE_NAME = "x-queue-name";

    private final List<StompRule> rules;

    public StompRules(List<StompRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Reads {@code subscribe /topic/**}, {@code send /app/**} and the like, see {@link StompRule}. */
    public static StompRules parse(List<String> rules) {
        return new StompRules(rules.stream().map(StompRule::parse).toList());
    }

    /** Why {@code who} may not do what the frame asks; null where he may. */
    @Nullable
    StompFault objection(StompFrame frame, Identity who) {
        StompCommand command = frame.command();
        if (!concern(command)) {
            return null;
        }
        String destination = frame.header("destination");
        if (destination == null) {
            return StompFault.protocol(command + " without a destination", frame);
        }
        if (!allow(command, destination, who)) {
            return denied(command, destination, frame);
        }
        boolean evades = command == StompCommand.SUBSCRIBE && frame.header(QUEUE_NAME) != null;
        return evades && !rules.isEmpty() ? denied(QUEUE_NAME, frame) : null;
    }

    /** Whether {@code who} may do this; commands that are not ruled are always allowed. */
    private boolean allow(StompCommand command, String destination, Identity who) {
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

    private static StompFault denied(StompCommand command, String destination, StompFrame frame) {
        return fault("no rule allows to " + StompRule.word(command) + " " + destination, frame);
    }

    private static StompFault denied(String header, StompFrame frame) {
        return fault("where there are rules the destination says it all, not " + header, frame);
    }

    private static StompFault fault(String why, StompFrame frame) {
        return new StompFault("Denied: " + why, CloseStatus.FORBIDDEN, frame.header("receipt"));
    }
}
