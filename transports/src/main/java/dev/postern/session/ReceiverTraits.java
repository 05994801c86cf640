package dev.postern.session;

/**
 * What a kind of receiver can do and bear. Streaming and polling differ only here: a polling
 * receiver has a budget of one frame.
 *
 * @param byteBudget what it carries before it is finished
 * @param ageBudget how many nanoseconds it lives; the first write after that is its last
 * @param singleFrame whether its first frame is its last (polling)
 * @param resumable whether the session outlives it (HTTP); a WebSocket and its session are one
 * @param heartbeats whether it has a heartbeat frame of its own ({@code h})
 * @param pings whether its peer can be probed (WebSocket PING)
 * @param awaitsBackend whether {@code o} waits for the backend however long it takes: a raw
 *     WebSocket, whose {@code o} is the 101 and whose refusal is an HTTP status
 */
public record ReceiverTraits(
        long byteBudget,
        long ageBudget,
        boolean singleFrame,
        boolean resumable,
        boolean heartbeats,
        boolean pings,
        boolean awaitsBackend) {

    /** Responses that carry frame after frame: xhr_streaming, eventsource, htmlfile. */
    public static ReceiverTraits streaming(long byteBudget, long ageBudget) {
        return new ReceiverTraits(byteBudget, ageBudget, false, true, true, false, false);
    }

    /** Responses that carry one frame: xhr, jsonp. */
    public static ReceiverTraits polling(long byteBudget, long ageBudget) {
        return new ReceiverTraits(byteBudget, ageBudget, true, true, true, false, false);
    }

    /** A WebSocket that carries SockJS frames. */
    public static final ReceiverTraits WEBSOCKET =
            new ReceiverTraits(Long.MAX_VALUE, Long.MAX_VALUE, false, false, true, true, false);

    /** A WebSocket that carries plain messages. */
    public static final ReceiverTraits RAW_WEBSOCKET =
            new ReceiverTraits(Long.MAX_VALUE, Long.MAX_VALUE, false, false, false, true, true);
}
