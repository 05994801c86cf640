package dev.postern.api;

import java.time.Duration;

/** {@link Limits} while some of them are being changed. */
final class LimitsDraft {

    int maxMessage;
    int sendHighMark;
    int sendLimit;
    int receiveHighMark;
    int receiveLimit;
    int responseLimit;
    Duration responseAge;
    Duration heartbeat;
    Duration disconnectDelay;
    Duration openHold;
    Duration linger;
    Duration sendHold;
    Duration stall;
    int maxSessions;

    LimitsDraft(Limits limits) {
        maxMessage = limits.maxMessage();
        sendHighMark = limits.sendHighMark();
        sendLimit = limits.sendLimit();
        receiveHighMark = limits.receiveHighMark();
        receiveLimit = limits.receiveLimit();
        responseLimit = limits.responseLimit();
        responseAge = limits.responseAge();
        heartbeat = limits.heartbeat();
        disconnectDelay = limits.disconnectDelay();
        openHold = limits.openHold();
        linger = limits.linger();
        sendHold = limits.sendHold();
        stall = limits.stall();
        maxSessions = limits.maxSessions();
    }

    Limits toLimits() {
        return new Limits(
                maxMessage,
                sendHighMark,
                sendLimit,
                receiveHighMark,
                receiveLimit,
                responseLimit,
                responseAge,
                heartbeat,
                disconnectDelay,
                openHold,
                linger,
                sendHold,
                stall,
                maxSessions);
    }
}
