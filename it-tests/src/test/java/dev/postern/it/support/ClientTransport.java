package dev.postern.it.support;

import java.util.Optional;

/** How a {@link SockJsClient} travels, and where in what comes the frames are. */
public enum ClientTransport {
    WEBSOCKET("websocket", "GET"),
    RAW_WEBSOCKET("websocket", "GET"),
    XHR_STREAMING("xhr_streaming", "POST"),
    EVENTSOURCE("eventsource", "GET"),
    HTMLFILE("htmlfile", "GET"),
    XHR_POLLING("xhr", "POST"),
    JSONP_POLLING("jsonp", "GET");

    private static final int PRELUDE = 2048;

    private final String path;
    private final String method;

    ClientTransport(String path, String method) {
        this.path = path;
        this.method = method;
    }

    String path() {
        return path;
    }

    String method() {
        return method;
    }

    public boolean isWebSocket() {
        return this == WEBSOCKET || this == RAW_WEBSOCKET;
    }

    /** Whether a response ends with its first frame, so that there are moments with no connection. */
    public boolean isPolling() {
        return this == XHR_POLLING || this == JSONP_POLLING;
    }

    /** The frame that a line of a response's body carries, if it carries one. */
    Optional<String> frameIn(String line) {
        return switch (this) {
            case XHR_STREAMING, XHR_POLLING ->
                Optional.of(line)
                        .filter(frame ->
                                frame.length() < PRELUDE || !frame.chars().allMatch(c -> c == 'h'));
            case EVENTSOURCE -> between(line, "data: ", "").map(ClientTransport::decodeUri);
            case HTMLFILE -> between(line, "p(", ");").map(Json::scriptLiteral);
            case JSONP_POLLING -> between(line, "/**/cb(", ");").map(Json::scriptLiteral);
            case WEBSOCKET, RAW_WEBSOCKET ->
                throw new IllegalStateException("a WebSocket has no lines");
        };
    }

    private static Optional<String> between(String line, String prefix, String suffix) {
        return line.startsWith(prefix)
                        && line.endsWith(suffix)
                        && line.length() >= prefix.length() + suffix.length()
                ? Optional.of(line.substring(prefix.length(), line.length() - suffix.length()))
                : Optional.empty();
    }

    /** As sockjs-client does to an event; the gateway must have escaped each percent sign, and nothing else. */
    private static String decodeUri(String data) {
        for (int at = data.indexOf('%'); at >= 0; at = data.indexOf('%', at + 1)) {
            if (!data.startsWith("%25", at)) {
                throw new IllegalArgumentException("an event with a bare %: " + data);
            }
        }
        return data.replace("%25", "%");
    }
}
