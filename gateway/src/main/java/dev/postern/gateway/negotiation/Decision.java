package dev.postern.gateway.negotiation;

/** What the gateway can decide about a network; each is logged, with its reason and how often it was taken. */
enum Decision {
    /** Its WebSockets died soon after they opened: {@code /info} says {@code websocket:false}. */
    WEBSOCKET_OFF,
    /** The time is over: one session may try WebSocket again. */
    WEBSOCKET_TRIAL,
    /** The trial lived. */
    WEBSOCKET_BACK,
    /** A client gave up a streamed response that reached nobody: streaming transports answer 404. */
    STREAMING_OFF,
    /** The time is over: one session may try streaming again. */
    STREAMING_TRIAL,
    /** The trial lived. */
    STREAMING_BACK
}
