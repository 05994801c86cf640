package dev.postern.api;

/** What an endpoint counts. */
public enum Counter {
    SESSIONS_OPENED,
    SESSIONS_CLOSED,
    SESSIONS_REFUSED,
    RECEIVERS_ATTACHED,
    RECEIVERS_ABORTED,
    BATCHES_RECEIVED,

    // What was wrong with what came from the network.
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    ORIGIN_REFUSED,
    BAD_CALLBACK,
    BAD_UPGRADE,
    BAD_JSON,
    EMPTY_PAYLOAD,
    INVALID_UTF8,
    MESSAGE_TOO_BIG,
    BODY_BROKEN_OFF,
    UNKNOWN_SESSION
}
