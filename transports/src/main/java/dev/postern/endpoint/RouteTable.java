package dev.postern.endpoint;

import dev.postern.http.Exchange;
import dev.postern.protocol.Route.Endpoint;
import dev.postern.transport.SessionTransport;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;

/**
 * Which method each URL of a session takes, and who answers it; 404, 405 and OPTIONS follow from
 * this table alone. A transport that is switched off is simply not in it.
 */
final class RouteTable {

    /** Who answers which method; OPTIONS too where {@code preflight} says so. */
    record Entry(String method, boolean preflight, SessionTransport transport) {}

    private final Map<Endpoint, Entry> entries = new EnumMap<>(Endpoint.class);

    /** For clients that send cross-origin requests with scripts: OPTIONS is answered (Fetch Standard, CORS). */
    void addCors(Endpoint endpoint, String method, SessionTransport transport) {
        entries.put(endpoint, new Entry(method, true, transport));
    }

    void add(Endpoint endpoint, String method, SessionTransport transport) {
        entries.put(endpoint, new Entry(method, false, transport));
    }

    @Nullable
    Entry find(Endpoint endpoint) {
        return entries.get(endpoint);
    }

    static boolean is(Exchange exchange, String method) {
        return exchange.method().equals(method);
    }
}
