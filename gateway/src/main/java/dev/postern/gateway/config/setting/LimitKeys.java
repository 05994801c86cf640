package dev.postern.gateway.config.setting;

import dev.postern.api.Limits;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Times and sizes of a session. */
public final class LimitKeys {

    private static final Limits USUAL = Limits.DEFAULT;
    private static final Duration TICK = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** A queue of a few messages of that size must still fit an int. */
    static final int LARGEST = 256 << 20;

    public static final Setting<Duration> HEARTBEAT = Setting.of(
                    "heartbeat",
                    new TimeType(Duration.ofMillis(100), HOUR),
                    USUAL.heartbeat(),
                    "Silence after which a heartbeat is sent; keep it below the time-outs of the proxies in between."
                            + " With `allow: jsonp` at most 30s: sockjs-client gives up a jsonp poll after 35 s."
                            + " A client that answers nothing for two of them is taken for gone, where it can answer.")
            .perRoute();

    public static final Setting<Duration> OPEN_HOLD = Setting.of(
                    "open-hold",
                    new TimeType(Duration.ZERO, Duration.ofSeconds(10)),
                    USUAL.openHold(),
                    "How long a client waits to hear whether the application takes it, before it is told 'open'"
                            + " on trust. sockjs-client takes a transport for broken after some 600 ms.")
            .perRoute();

    public static final Setting<Duration> DISCONNECT_DELAY = Setting.of(
                    "disconnect-delay",
                    new TimeType(TICK, HOUR),
                    USUAL.disconnectDelay(),
                    "How long a session waits for its client's next request before the client counts as gone.")
            .perRoute();

    public static final Setting<Duration> LINGER = Setting.of(
                    "linger",
                    new TimeType(TICK, HOUR),
                    USUAL.linger(),
                    "How long a closed session is kept for its client to fetch the close frame.")
            .perRoute();

    public static final Setting<Duration> STALL = Setting.of(
                    "stall",
                    // The connection is cut after 60 s without progress, and then nobody hears why.
                    new TimeType(TICK, Duration.ofSeconds(50)),
                    USUAL.stall(),
                    "How long writing to a client may make no progress. After that the session closes with"
                            + " 1008 \"Slow consumer\".")
            .perRoute();

    public static final Setting<Duration> SEND_HOLD = Setting.of(
                    "send-hold",
                    new TimeType(Duration.ZERO, Duration.ofMinutes(1)),
                    USUAL.sendHold(),
                    "How long a client's send is answered late while the application is slow.")
            .perRoute();

    public static final Setting<Duration> RESPONSE_AGE = Setting.of(
                    "response-age",
                    new TimeType(Duration.ZERO, HOUR),
                    USUAL.responseAge(),
                    "How long one streaming response lives before the client is to ask for the next.")
            .perRoute();

    public static final Setting<Integer> RESPONSE_SIZE = Setting.of(
                    "response-size",
                    new SizeType(1 << 10, LARGEST),
                    USUAL.responseLimit(),
                    "What one streaming response carries before the client is to ask for the next."
                            + " Browsers keep all of it in memory.")
            .perRoute();

    public static final Setting<Integer> MAX_MESSAGE = Setting.of(
                    "max-message",
                    new SizeType(1, LARGEST),
                    USUAL.maxMessage(),
                    "Largest message, both ways. A larger one closes the session with 1009.")
            .perRoute();

    public static final Setting<Integer> SEND_QUEUE_MARK = Setting.of(
                    "send-queue-mark",
                    new SizeType(1, LARGEST),
                    USUAL.sendHighMark(),
                    "Queued towards a client from which on the application is not read.")
            .perRoute();

    public static final Setting<Optional<Integer>> SEND_QUEUE = Setting.optional(
                    "send-queue",
                    new SizeType(1, Integer.MAX_VALUE),
                    "4m, and at least four of max-message",
                    "Most that is queued towards a client. Beyond it the session closes with 1008"
                            + " \"Slow consumer\".")
            .perRoute();

    public static final Setting<Integer> RECEIVE_QUEUE_MARK = Setting.of(
                    "receive-queue-mark",
                    new SizeType(1, LARGEST),
                    USUAL.receiveHighMark(),
                    "Held for the application from which on its client is not read, or is answered late.")
            .perRoute();

    public static final Setting<Optional<Integer>> RECEIVE_QUEUE = Setting.optional(
                    "receive-queue",
                    new SizeType(1, Integer.MAX_VALUE),
                    "4m, and at least four of max-message",
                    "Most that is held for the application. Beyond it the session closes with 1008.")
            .perRoute();

    public static final Setting<Integer> MAX_SESSIONS = Setting.of(
                    "max-sessions",
                    new CountType("COUNT", 1, 10_000_000),
                    USUAL.maxSessions(),
                    "Sessions of a route at one time. One more hears 1013 \"Try again later\".")
            .perRoute();

    static final Group GROUP = new Group(
            "Times and sizes of a session",
            "",
            List.of(
                    HEARTBEAT,
                    OPEN_HOLD,
                    DISCONNECT_DELAY,
                    LINGER,
                    STALL,
                    SEND_HOLD,
                    RESPONSE_AGE,
                    RESPONSE_SIZE,
                    MAX_MESSAGE,
                    SEND_QUEUE_MARK,
                    SEND_QUEUE,
                    RECEIVE_QUEUE_MARK,
                    RECEIVE_QUEUE,
                    MAX_SESSIONS));

    private LimitKeys() {}
}
