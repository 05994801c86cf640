package dev.postern.benchmark.load;

import java.util.HashMap;
import java.util.Map;

/**
 * What the load generator is told to do, one line on its standard input.
 *
 * @param kind what the sessions do
 * @param protocol how they reach the server
 * @param port the server's port on 127.0.0.1
 * @param path the SockJS prefix, or the path of a raw WebSocket
 * @param sessions how many at once
 * @param depth messages in flight per session, in a broadcast those of the publisher
 * @param bytes length of one message, at least {@link Payload#SHORTEST}
 * @param stalled how many of the sessions stop reading once they are open (slow consumers)
 */
public record Order(
        Kind kind,
        Protocol protocol,
        int port,
        String path,
        int sessions,
        int depth,
        int bytes,
        int stalled) {

    /** What sessions do. */
    public enum Kind {
        /** Each keeps {@code depth} messages in flight and wants them back in order. */
        ECHO,
        /** The first publishes, all receive; the next goes out when all who read have the eldest of {@code depth}. */
        BROADCAST,
        /** Each opens, echoes once, ends, and begins anew. */
        CONNECT,
        /** Each opens and stays. */
        IDLE
    }

    /** How a session reaches the server. */
    public enum Protocol {
        WEBSOCKET,
        XHR_STREAMING,
        XHR_POLLING,
        EVENTSOURCE,
        HTMLFILE,
        JSONP,
        RAW_WEBSOCKET;

        /** Whether it is requests and answers, so that receiving and sending take a connection each. */
        public boolean http() {
            return this != WEBSOCKET && this != RAW_WEBSOCKET;
        }

        /** As the SockJS protocol writes it. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** The same for a server at that port and path. */
    public Order at(int thatPort, String thatPath) {
        return new Order(kind, protocol, thatPort, thatPath, sessions, depth, bytes, stalled);
    }

    /** The same with so many sessions. */
    public Order sessions(int count) {
        return new Order(kind, protocol, port, path, count, depth, bytes, stalled);
    }

    /** The same with so many messages in flight. */
    public Order depth(int count) {
        return new Order(kind, protocol, port, path, sessions, count, bytes, stalled);
    }

    /** The same with so many sessions that stop reading. */
    public Order stalled(int count) {
        return new Order(kind, protocol, port, path, sessions, depth, bytes, count);
    }

    /** As one line; {@link #parse} reads it back. */
    public String line() {
        return "kind=" + kind + " protocol=" + protocol + " port=" + port + " path=" + path
                + " sessions=" + sessions + " depth=" + depth + " bytes=" + bytes + " stalled="
                + stalled;
    }

    /**
     * Reads what {@link #line} wrote.
     *
     * @throws IllegalArgumentException if a field is missing or no number
     */
    public static Order parse(String line) {
        Map<String, String> fields = fields(line);
        return new Order(
                Kind.valueOf(field(fields, "kind")),
                Protocol.valueOf(field(fields, "protocol")),
                Integer.parseInt(field(fields, "port")),
                field(fields, "path"),
                Integer.parseInt(field(fields, "sessions")),
                Integer.parseInt(field(fields, "depth")),
                Integer.parseInt(field(fields, "bytes")),
                Integer.parseInt(field(fields, "stalled")));
    }

    static Map<String, String> fields(String line) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : line.strip().split(" ", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return fields;
    }

    static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing in " + fields);
        }
        return value;
    }
}
