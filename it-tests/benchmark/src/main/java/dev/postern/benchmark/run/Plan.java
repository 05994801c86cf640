package dev.postern.benchmark.run;

import static dev.postern.benchmark.load.Order.Kind.BROADCAST;
import static dev.postern.benchmark.load.Order.Kind.CONNECT;
import static dev.postern.benchmark.load.Order.Kind.ECHO;
import static dev.postern.benchmark.load.Order.Kind.IDLE;
import static dev.postern.benchmark.load.Order.Protocol.RAW_WEBSOCKET;
import static dev.postern.benchmark.load.Order.Protocol.WEBSOCKET;
import static dev.postern.benchmark.load.Order.Protocol.XHR_POLLING;
import static dev.postern.benchmark.load.Order.Protocol.XHR_STREAMING;

import dev.postern.benchmark.load.Order;

import java.util.ArrayList;
import java.util.List;

/** Which rows a table has. */
final class Plan {

    private static final List<Order.Protocol> SOCKJS =
            List.of(WEBSOCKET, XHR_STREAMING, XHR_POLLING);
    private static final List<Peer> CHIEF = List.of(Peers.POSTERN, Peers.VERTX, Peers.SPRING);
    private static final List<Peer> ALL =
            List.of(Peers.POSTERN, Peers.VERTX, Peers.SPRING, Peers.NODE);
    private static final List<Peer> FLOORS = List.of(Peers.JETTY_FLOOR, Peers.NETTY_FLOOR);
    private static final List<Peer> BRIDGES =
            List.of(Peers.POSTERN_BRIDGE, Peers.POSTERN, Peers.PUSHPIN);
    private static final List<Peer> OUR_BRIDGE = List.of(Peers.POSTERN_BRIDGE, Peers.POSTERN);

    private static final int SMALL = 64;
    private static final int LARGE = 4096;
    private static final int FEW = 100;
    private static final int MANY = 1_000;
    private static final int BRIDGED = 50;
    private static final int RECEIVERS = 200;
    private static final int STALLED = 20;
    private static final int IDLE_SESSIONS = 10_000;
    private static final int DEEP = 16;

    private Plan() {}

    /** The rows that have targets, against those who matter most. */
    static List<Row> small() {
        List<Row> rows = targeted(CHIEF);
        rows.add(Row.of(IDLE, WEBSOCKET, IDLE_SESSIONS, 1, SMALL, CHIEF).target(0.25));
        rows.add(Row.of(IDLE, XHR_STREAMING, IDLE_SESSIONS, 1, SMALL, CHIEF).target(0.5));
        rows.add(Row.of(ECHO, WEBSOCKET, BRIDGED, 1, SMALL, BRIDGES));
        rows.add(Row.of(ECHO, XHR_POLLING, BRIDGED, 1, SMALL, BRIDGES));
        return rows;
    }

    /** Everything. */
    static List<Row> full() {
        List<Row> rows = targeted(ALL);
        rows.add(Row.of(ECHO, RAW_WEBSOCKET, FEW, 1, SMALL, FLOORS));
        rows.add(Row.of(ECHO, RAW_WEBSOCKET, FEW, DEEP, SMALL, FLOORS));
        for (Order.Protocol protocol : SOCKJS) {
            rows.add(Row.of(ECHO, protocol, FEW, 1, LARGE, ALL));
            rows.add(Row.of(ECHO, protocol, FEW, DEEP, LARGE, ALL));
            for (int bytes : new int[] {SMALL, LARGE}) {
                rows.add(Row.of(ECHO, protocol, MANY, 1, bytes, ALL));
                rows.add(Row.of(ECHO, protocol, MANY, DEEP, bytes, ALL));
            }
        }
        for (Order.Protocol protocol : SOCKJS) {
            rows.add(Row.of(CONNECT, protocol, FEW, 1, SMALL, ALL));
        }
        rows.add(Row.of(IDLE, WEBSOCKET, IDLE_SESSIONS, 1, SMALL, ALL).target(0.25));
        rows.add(Row.of(IDLE, XHR_STREAMING, IDLE_SESSIONS, 1, SMALL, ALL).target(0.5));
        rows.add(Row.of(IDLE, XHR_POLLING, IDLE_SESSIONS, 1, SMALL, ALL));
        rows.add(Row.of(ECHO, WEBSOCKET, BRIDGED, 1, SMALL, BRIDGES));
        rows.add(Row.of(ECHO, WEBSOCKET, BRIDGED, DEEP, SMALL, BRIDGES));
        rows.add(Row.of(ECHO, XHR_STREAMING, BRIDGED, 1, SMALL, OUR_BRIDGE));
        rows.add(Row.of(ECHO, XHR_STREAMING, BRIDGED, DEEP, SMALL, OUR_BRIDGE));
        rows.add(Row.of(ECHO, XHR_POLLING, BRIDGED, 1, SMALL, BRIDGES));
        rows.add(Row.of(ECHO, XHR_POLLING, BRIDGED, DEEP, SMALL, BRIDGES));
        rows.add(Row.of(BROADCAST, WEBSOCKET, RECEIVERS, 1, LARGE, ALL).stalled(STALLED));
        rows.add(Row.of(BROADCAST, XHR_STREAMING, RECEIVERS, 1, LARGE, ALL).stalled(STALLED));
        return rows;
    }

    private static List<Row> targeted(List<Peer> peers) {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(ECHO, WEBSOCKET, FEW, 1, SMALL, peers).target(0.95));
        rows.add(Row.of(ECHO, WEBSOCKET, FEW, DEEP, SMALL, peers).target(0.5));
        rows.add(Row.of(BROADCAST, WEBSOCKET, RECEIVERS, 1, SMALL, peers).target(0.75));
        rows.add(Row.of(ECHO, XHR_STREAMING, FEW, 1, SMALL, peers).target(1.0));
        rows.add(Row.of(ECHO, XHR_STREAMING, FEW, DEEP, SMALL, peers).target(0.3));
        rows.add(Row.of(BROADCAST, XHR_STREAMING, RECEIVERS, 1, SMALL, peers).target(0.75));
        rows.add(Row.of(ECHO, XHR_POLLING, FEW, 1, SMALL, peers).target(0.75));
        rows.add(Row.of(ECHO, XHR_POLLING, FEW, DEEP, SMALL, peers).target(0.65));
        rows.add(Row.of(BROADCAST, XHR_POLLING, RECEIVERS, 1, SMALL, peers));
        return rows;
    }
}
