package dev.postern.api;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The bounds of a session, with defaults that fit a public site. All sizes are bytes.
 *
 * @param maxMessage largest message, both ways
 * @param sendHighMark queued towards the client from which {@link Session#send} answers false
 * @param sendLimit queued towards the client at which the session closes with 1008
 * @param receiveHighMark held for the backend from which the client is no longer read, or is answered late
 * @param receiveLimit held for the backend at which the session closes with 1008
 * @param responseLimit what one streaming response carries before it is finished (SockJS: 128 KiB)
 * @param responseAge how long one streaming response lives; proxies end the older ones
 * @param heartbeat silence after which an {@code h} is written (SockJS: 25 s)
 * @param disconnectDelay how long a session waits for its next receiver (SockJS: 5 s)
 * @param openHold how long an {@code o} waits for the backend; a client's transport may time out 300 ms later
 * @param linger how long a closed session answers with its close frame
 * @param sendHold how long an {@code xhr_send} is answered late when the backend is slow
 * @param stall how long a write to the client, or a pause of the backend, may last without progress;
 *     a connection whose write hangs for 60 s is cut without a word, so keep it below
 * @param maxSessions sessions of an endpoint at one time
 */
public record Limits(
        int maxMessage,
        int sendHighMark,
        int sendLimit,
        int receiveHighMark,
        int receiveLimit,
        int responseLimit,
        Duration responseAge,
        Duration heartbeat,
        Duration disconnectDelay,
        Duration openHold,
        Duration linger,
        Duration sendHold,
        Duration stall,
        int maxSessions) {

    public static final Limits DEFAULT = new Limits(
            1 << 20,
            256 << 10,
            4 << 20,
            256 << 10,
            4 << 20,
            128 << 10,
            Duration.ofMinutes(2),
            Duration.ofSeconds(25),
            Duration.ofSeconds(5),
            Duration.ofMillis(200),
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            100_000);

    public Limits {
        requirePositive("maxMessage", maxMessage);
        requirePositive("sendHighMark", sendHighMark);
        requirePositive("receiveHighMark", receiveHighMark);
        requirePositive("responseLimit", responseLimit);
        requirePositive("maxSessions", maxSessions);
        if (sendLimit < sendHighMark || receiveLimit < receiveHighMark) {
            throw new IllegalArgumentException("a hard limit lies below its high mark");
        }
        requirePositive("heartbeat", heartbeat.toMillis());
        requirePositive("disconnectDelay", disconnectDelay.toMillis());
        requirePositive("linger", linger.toMillis());
        requirePositive("stall", stall.toMillis());
        requireNotNegative("responseAge", responseAge);
        requireNotNegative("openHold", openHold);
        requireNotNegative("sendHold", sendHold);
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, not " + value);
        }
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }

    public Limits withMaxMessage(int bytes) {
        return with(draft -> draft.maxMessage = bytes);
    }

    public Limits withSendQueue(int highMark, int limit) {
        return with(draft -> {
            draft.sendHighMark = highMark;
            draft.sendLimit = limit;
        });
    }

    public Limits withReceiveQueue(int highMark, int limit) {
        return with(draft -> {
            draft.receiveHighMark = highMark;
            draft.receiveLimit = limit;
        });
    }

    public Limits withResponse(int limit, Duration age) {
        return with(draft -> {
            draft.responseLimit = limit;
            draft.responseAge = age;
        });
    }

    public Limits withHeartbeat(Duration interval) {
        return with(draft -> draft.heartbeat = interval);
    }

    public Limits withDisconnectDelay(Duration delay) {
        return with(draft -> draft.disconnectDelay = delay);
    }

    public Limits withOpenHold(Duration hold) {
        return with(draft -> draft.openHold = hold);
    }

    public Limits withLinger(Duration duration) {
        return with(draft -> draft.linger = duration);
    }

    public Limits withSendHold(Duration hold) {
        return with(draft -> draft.sendHold = hold);
    }

    public Limits withStall(Duration limit) {
        return with(draft -> draft.stall = limit);
    }

    public Limits withMaxSessions(int count) {
        return with(draft -> draft.maxSessions = count);
    }

    private Limits with(Consumer<LimitsDraft> change) {
        LimitsDraft draft = new LimitsDraft(this);
        change.accept(draft);
        return draft.toLimits();
    }
}
