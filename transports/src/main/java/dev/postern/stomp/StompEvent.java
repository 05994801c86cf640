package dev.postern.stomp;

/** What a {@link StompDecoder} finds in what it was given. */
public sealed interface StompEvent {

    StompEvent HEART_BEAT = new HeartBeat();
    StompEvent NEED_DATA = new NeedData();

    /** A whole frame. */
    record Frame(StompFrame frame) implements StompEvent {}

    /** An end of line between frames (STOMP 1.2, "Heart-beating"). */
    record HeartBeat() implements StompEvent {}

    /** Nothing whole is left: more must come first. */
    record NeedData() implements StompEvent {}

    /**
     * What came is not STOMP; the decoder says nothing else from now on.
     *
     * @param reason one line for people
     */
    record Malformed(String reason) implements StompEvent {}

    /**
     * A limit was crossed; the decoder says nothing else from now on.
     *
     * @param reason one line for people, which names the limit and its value
     */
    record OverLimit(String reason) implements StompEvent {}
}
