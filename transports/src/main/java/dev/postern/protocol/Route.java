package dev.postern.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a URL below an endpoint's prefix asks for (SockJS protocol, "Static URLs" and "Session URLs").
 * Reads the raw path, so that an encoded dot or slash is never taken for part of an id.
 */
public sealed interface Route {

    /** The prefix itself, with or without a slash. */
    record Greeting() implements Route {}

    /** {@code /info}. */
    record Info() implements Route {}

    /** {@code /iframe*.html}. */
    record Iframe() implements Route {}

    /** {@code /websocket}: a WebSocket without SockJS framing. */
    record RawWebSocket() implements Route {}

    /**
     * {@code /{server}/{session}/{endpoint}}.
     *
     * @param server for load balancers only; the same session answers under each
     * @param session as it came, percent-encoding and all
     */
    record SessionRoute(String server, String session, Endpoint endpoint) implements Route {}

    /** Everything else. */
    record NotFound() implements Route {}

    /** The last part of a session's URL. */
    enum Endpoint {
        WEBSOCKET,
        XHR,
        XHR_SEND,
        XHR_STREAMING,
        EVENTSOURCE,
        HTMLFILE,
        JSONP,
        JSONP_SEND;

        static @Nullable Endpoint of(String segment) {
            return switch (segment) {
                case "websocket" -> WEBSOCKET;
                case "xhr" -> XHR;
                case "xhr_send" -> XHR_SEND;
                case "xhr_streaming" -> XHR_STREAMING;
                case "eventsource" -> EVENTSOURCE;
                case "htmlfile" -> HTMLFILE;
                case "jsonp" -> JSONP;
                case "jsonp_send" -> JSONP_SEND;
                default -> null;
            };
        }
    }

    Route GREETING = new Greeting();
    Route INFO = new Info();
    Route IFRAME = new Iframe();
    Route RAW_WEBSOCKET = new RawWebSocket();
    Route NOT_FOUND = new NotFound();

    /** Longest server or session part, in chars; sockjs-client's have 3 and 8. */
    int MAX_ID_LENGTH = 128;

    /**
     * Takes a path apart.
     *
     * @param rest the raw path after the prefix, without query: empty, or from a slash on. Anything
     *     may come from a client; what is not understood is {@link NotFound}.
     */
    static Route parse(String rest) {
        return switch (rest) {
            case "", "/" -> GREETING;
            case "/info" -> INFO;
            case "/websocket" -> RAW_WEBSOCKET;
            default -> RouteParser.parse(rest);
        };
    }
}
