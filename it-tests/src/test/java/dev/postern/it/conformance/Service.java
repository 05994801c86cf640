package dev.postern.it.conformance;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.RawHttp;
import dev.postern.it.support.RawWebSocket;

import java.io.IOException;
import java.util.UUID;

/**
 * A base URL of SockJS, or one session below it. Every request has a connection of its own, as the
 * official suite's have.
 *
 * @param base path without a slash at its end
 */
record Service(int port, String base) {

    static Service of(GatewayProcess gateway, String prefix) {
        return new Service(gateway.port(), prefix);
    }

    /** A session that nobody has used before. */
    Service session() {
        return below("/000/" + UUID.randomUUID());
    }

    Service below(String path) {
        return new Service(port, base + path);
    }

    RawHttp.Response get(String path, String... fields) throws IOException {
        return exchange("GET", path, null, fields);
    }

    RawHttp.Response post(String path, String... fields) throws IOException {
        return exchange("POST", path, "", fields);
    }

    RawHttp.Response postBody(String path, String body, String... fields) throws IOException {
        return exchange("POST", path, body, fields);
    }

    RawHttp.Response options(String path, String... fields) throws IOException {
        return exchange("OPTIONS", path, null, fields);
    }

    RawHttp.Response exchange(String method, String path, String body, String... fields)
            throws IOException {
        try (RawHttp http = RawHttp.connect(port)) {
            return http.request(method, base + path, body, fields).read();
        }
    }

    /** Asks, and leaves the answer to be read. */
    RawHttp ask(String method, String path, String... fields) throws IOException {
        return RawHttp.connect(port).request(method, base + path, null, fields);
    }

    RawWebSocket webSocket(String path, String... fields) throws IOException {
        return RawWebSocket.open(port, base + path, fields);
    }

    RawWebSocket webSocket() throws IOException {
        return webSocket("/websocket");
    }
}
