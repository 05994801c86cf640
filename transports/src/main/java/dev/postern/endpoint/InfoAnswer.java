package dev.postern.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * What {@code /info} says.
 *
 * @param websocket whether the client should try WebSocket
 * @param baseUrl where the client should go on, or null for where it came to (sockjs-client ≥ 1.0)
 */
public record InfoAnswer(boolean websocket, @Nullable String baseUrl) {

    public InfoAnswer withWebSocket(boolean enabled) {
        return new InfoAnswer(enabled, baseUrl);
    }

    public InfoAnswer withBaseUrl(@Nullable String url) {
        return new InfoAnswer(websocket, url);
    }
}
