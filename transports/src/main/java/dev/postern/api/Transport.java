package dev.postern.api;

/** The ways in which a client can hold a session. */
public enum Transport {
    WEBSOCKET("websocket"),
    RAW_WEBSOCKET("raw-websocket"),
    XHR_STREAMING("xhr-streaming"),
    EVENT_SOURCE("eventsource"),
    HTML_FILE("htmlfile"),
    XHR_POLLING("xhr-polling"),
    JSONP_POLLING("jsonp-polling");

    private final String label;

    Transport(String label) {
        this.label = label;
    }

    /** The name by which logs, metrics and sockjs-client know this transport. */
    public String label() {
        return label;
    }
}
