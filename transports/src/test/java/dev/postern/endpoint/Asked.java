package dev.postern.endpoint;

import java.util.ArrayList;
import java.util.List;

/**
 * A request of a contract's client.
 *
 * @param path with its query
 * @param headers names and values by turns, without Host
 * @param reads whether the client reads the response, or waits to be told to
 */
record Asked(String method, String path, List<String> headers, String body, boolean reads) {

    /** A WebSocket's opening handshake. */
    static Asked upgrade(String path, String... moreHeaders) {
        List<String> headers = new ArrayList<>(List.of(
                "Connection", "keep-alive, Upgrade",
                "Upgrade", "websocket",
                "Sec-WebSocket-Version", "13",
                "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="));
        headers.addAll(List.of(moreHeaders));
        return new Asked("GET", path, headers, "", true);
    }
}
