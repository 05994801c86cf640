package dev.postern.protocol;

/** How the text of a frame is escaped inside the response that carries it. */
public enum Quoting {
    /** The JSON text itself: WebSocket, xhr, xhr_streaming. */
    JSON,
    /** As {@link #JSON}, and {@code %} as {@code %25}: sockjs-client applies {@code decodeURI} to EventSource data. */
    EVENT_SOURCE,
    /** As the inside of a double-quoted JavaScript string in a script element, {@code </} as {@code <\/}: htmlfile, jsonp. */
    SCRIPT
}
