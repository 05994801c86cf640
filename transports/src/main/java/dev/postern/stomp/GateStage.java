package dev.postern.stomp;

/** How far a gated client has come. */
enum GateStage {
    /** Its CONNECT is awaited. */
    NEW,
    /** It has sent CONNECT; credentials and backend are asked. */
    CONNECTING,
    /** Its frames are passed on. */
    OPEN,
    /** It has sent DISCONNECT, after which nothing of it counts. */
    LEAVING,
    /** The session is over. */
    OVER
}
