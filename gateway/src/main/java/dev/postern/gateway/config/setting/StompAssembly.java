package dev.postern.gateway.config.setting;

import dev.postern.gateway.config.StompTerms;
import dev.postern.stomp.StompRules;

import java.util.List;
import java.util.Optional;

/** Puts together how a STOMP route treats its clients, and says where that does not go together. */
final class StompAssembly {

    /** What the ERROR takes that tells a client of its limit. */
    private static final int ERROR_ROOM = 16 << 10;

    private final Effective effective;
    private final Problems problems;

    StompAssembly(Effective effective, Problems problems) {
        this.effective = effective;
        this.problems = problems;
    }

    StompTerms terms() {
        List<String> rules = effective.get(StompKeys.ALLOW);
        return new StompTerms(
                effective.get(StompKeys.USERS).orElse(null),
                rules.isEmpty() ? StompRules.ALLOW_ALL : StompRules.parse(rules),
                effective.get(StompKeys.MAX_FRAME).orElse(null),
                maxInFlight(),
                effective.get(StompKeys.HEARTBEAT));
    }

    /** What was said, if a frame fits in, else what fits. */
    private int maxInFlight() {
        Optional<Integer> wanted = effective.get(StompKeys.MAX_IN_FLIGHT);
        int maxFrame = maxFrame();
        if (wanted.isPresent() && wanted.get() < maxFrame && isStomp()) {
            problem(
                    StompKeys.MAX_IN_FLIGHT,
                    size(wanted.get()) + " is less than the largest frame (" + size(maxFrame)
                            + "); write that much or more, or lower '"
                            + StompKeys.MAX_FRAME.key() + "'.");
            return maxFrame;
        }
        return wanted.orElse(Math.max(StompTerms.OPEN.maxInFlight(), maxFrame));
    }

    private int maxFrame() {
        return effective
                .get(StompKeys.MAX_FRAME)
                .orElseGet(() -> effective.get(LimitKeys.MAX_MESSAGE));
    }

    /**
     * What is queued towards a client at most, so that one who falls behind is told by an ERROR before
     * that queue is full: its session would close without a word.
     *
     * @param queue what it would be without STOMP
     */
    int sendQueue(int queue) {
        if (!isStomp()) {
            return queue;
        }
        int mark = effective.get(LimitKeys.SEND_QUEUE_MARK);
        int inFlight = effective
                .get(StompKeys.MAX_IN_FLIGHT)
                .orElse(Math.max(StompTerms.OPEN.maxInFlight(), maxFrame()));
        int least = mark + inFlight + ERROR_ROOM;
        if (queue >= least) {
            return queue;
        }
        if (effective.get(LimitKeys.SEND_QUEUE).isPresent()) {
            problem(
                    LimitKeys.SEND_QUEUE,
                    size(queue) + " is less than '" + LimitKeys.SEND_QUEUE_MARK.key() + "' ("
                            + size(mark) + "), '" + StompKeys.MAX_IN_FLIGHT.key() + "' ("
                            + size(inFlight) + ") and an ERROR (" + size(ERROR_ROOM)
                            + ") together; write " + size(least) + " or more, or lower '"
                            + StompKeys.MAX_IN_FLIGHT.key() + "'.");
        }
        return least;
    }

    private boolean isStomp() {
        return effective
                .get(RouteKeys.TARGET)
                .filter(target -> target.toString().startsWith("stomp"))
                .isPresent();
    }

    private void problem(Setting<?> setting, String message) {
        problems.add(effective.given(setting).place(), effective.key(setting), message);
    }

    private static String size(int bytes) {
        return new SizeType(0, Integer.MAX_VALUE).write(bytes);
    }
}
