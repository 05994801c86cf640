package dev.postern.session;

import dev.postern.api.Limits;

import java.time.Duration;

/**
 * The limits of an endpoint as its sessions use them: times in nanoseconds.
 *
 * @param openThenClose whether a refused client hears {@code o} before its close frame: Spring's Java
 *     client takes a close frame without one for a broken transport
 */
public record SessionPolicy(
        int maxMessage,
        int sendHighMark,
        int sendLimit,
        int receiveHighMark,
        int receiveLimit,
        long heartbeat,
        long disconnectDelay,
        long openHold,
        long linger,
        long sendHold,
        long stall,
        boolean openThenClose) {

    public static SessionPolicy of(Limits limits, boolean openThenClose) {
        return new SessionPolicy(
                limits.maxMessage(),
                limits.sendHighMark(),
                limits.sendLimit(),
                limits.receiveHighMark(),
                limits.receiveLimit(),
                nanos(limits.heartbeat()),
                nanos(limits.disconnectDelay()),
                nanos(limits.openHold()),
                nanos(limits.linger()),
                nanos(limits.sendHold()),
                nanos(limits.stall()),
                openThenClose);
    }

    private static long nanos(Duration duration) {
        return duration.toNanos();
    }
}
