package dev.postern.benchmark.run;

import static dev.postern.benchmark.load.Order.Protocol.EVENTSOURCE;
import static dev.postern.benchmark.load.Order.Protocol.HTMLFILE;
import static dev.postern.benchmark.load.Order.Protocol.JSONP;
import static dev.postern.benchmark.load.Order.Protocol.RAW_WEBSOCKET;
import static dev.postern.benchmark.load.Order.Protocol.WEBSOCKET;
import static dev.postern.benchmark.load.Order.Protocol.XHR_POLLING;
import static dev.postern.benchmark.load.Order.Protocol.XHR_STREAMING;
import static dev.postern.benchmark.run.Scenario.BRIDGE;
import static dev.postern.benchmark.run.Scenario.BROADCAST;
import static dev.postern.benchmark.run.Scenario.CONNECT;
import static dev.postern.benchmark.run.Scenario.ECHO;
import static dev.postern.benchmark.run.Scenario.IDLE;
import static dev.postern.benchmark.run.Scenario.SLOW;

import dev.postern.benchmark.load.Order;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which rows a table has. */
final class Plan {

    private static final List<Order.Protocol> MAIN =
            List.of(WEBSOCKET, XHR_STREAMING, XHR_POLLING, EVENTSOURCE);
    private static final List<Peer> CHIEF = List.of(Peers.POSTERN, Peers.VERTX, Peers.SPRING);
    private static final List<Peer> ALL =
            List.of(Peers.POSTERN, Peers.VERTX, Peers.SPRING, Peers.NODE);
    private static final List<Peer> WITH_FLOORS = List.of(
            Peers.POSTERN,
            Peers.VERTX,
            Peers.SPRING,
            Peers.NODE,
            Peers.JETTY_FLOOR,
            Peers.NETTY_FLOOR);
    private static final List<Peer> BRIDGES =
            List.of(Peers.POSTERN_BRIDGE, Peers.POSTERN, Peers.PUSHPIN);

    private static final List<Peer> BRIDGES_OF_BYTES =
            List.of(Peers.POSTERN_BRIDGE, Peers.POSTERN, Peers.RELAY_FLOOR);

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
        rows.add(Row.of(BRIDGE, WEBSOCKET, BRIDGED, 1, SMALL, BRIDGES));
        rows.add(Row.of(BRIDGE, RAW_WEBSOCKET, BRIDGED, 1, SMALL, BRIDGES_OF_BYTES));
        rows.add(Row.of(BRIDGE, XHR_POLLING, BRIDGED, 1, SMALL, BRIDGES));
        rows.add(Row.of(IDLE, WEBSOCKET, IDLE_SESSIONS, 1, SMALL, CHIEF).target(0.25));
        rows.add(Row.of(IDLE, XHR_STREAMING, IDLE_SESSIONS, 1, SMALL, CHIEF).target(0.5));
        return rows;
    }

    /** Everything. */
    static List<Row> full() {
        List<Row> rows = targeted(ALL);
        for (int depth : new int[] {1, DEEP}) {
            rows.add(Row.of(ECHO, EVENTSOURCE, FEW, depth, SMALL, ALL));
        }
        for (Order.Protocol protocol : MAIN) {
            for (int depth : new int[] {1, DEEP}) {
                rows.add(Row.of(ECHO, protocol, FEW, depth, LARGE, ALL).target(1));
                rows.add(Row.of(ECHO, protocol, MANY, depth, SMALL, ALL).target(1));
                rows.add(Row.of(ECHO, protocol, MANY, depth, LARGE, ALL).target(1));
            }
        }
        for (Order.Protocol protocol : List.of(HTMLFILE, JSONP)) {
            for (int depth : new int[] {1, DEEP}) {
                rows.add(Row.of(ECHO, protocol, FEW, depth, SMALL, ALL));
            }
        }
        for (int depth : new int[] {1, DEEP}) {
            rows.add(Row.of(ECHO, RAW_WEBSOCKET, FEW, depth, SMALL, WITH_FLOORS));
        }
        for (Order.Protocol protocol : MAIN) {
            rows.add(Row.of(CONNECT, protocol, FEW, 1, SMALL, ALL));
        }
        for (Order.Protocol protocol : List.of(WEBSOCKET, XHR_STREAMING, XHR_POLLING)) {
            for (int depth : new int[] {1, DEEP}) {
                rows.add(Row.of(BRIDGE, protocol, BRIDGED, depth, SMALL, BRIDGES));
            }
        }
        for (int depth : new int[] {1, DEEP}) {
            rows.add(Row.of(BRIDGE, RAW_WEBSOCKET, BRIDGED, depth, SMALL, BRIDGES_OF_BYTES));
        }
        for (Order.Protocol protocol : List.of(WEBSOCKET, XHR_STREAMING, XHR_POLLING)) {
            rows.add(Row.of(SLOW, protocol, RECEIVERS, 1, LARGE, ALL).stalled(STALLED));
        }
        rows.add(Row.of(IDLE, WEBSOCKET, IDLE_SESSIONS, 1, SMALL, ALL).target(0.25));
        rows.add(Row.of(IDLE, XHR_STREAMING, IDLE_SESSIONS, 1, SMALL, ALL).target(0.5));
        rows.add(Row.of(IDLE, XHR_POLLING, IDLE_SESSIONS, 1, SMALL, ALL));
        rows.add(Row.of(IDLE, EVENTSOURCE, IDLE_SESSIONS, 1, SMALL, ALL));
        return rows;
    }

    private static List<Row> targeted(List<Peer> peers) {
        List<Peer> andFloor =
                Stream.concat(peers.stream(), Stream.of(Peers.SOCKET_FLOOR)).toList();
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(ECHO, WEBSOCKET, FEW, 1, SMALL, andFloor).target(0.95));
        rows.add(Row.of(ECHO, WEBSOCKET, FEW, DEEP, SMALL, andFloor).target(0.5));
        rows.add(Row.of(BROADCAST, WEBSOCKET, RECEIVERS, 1, SMALL, andFloor).target(0.75));
        rows.add(Row.of(BROADCAST, WEBSOCKET, RECEIVERS, DEEP, SMALL, andFloor));
        rows.add(Row.of(ECHO, XHR_STREAMING, FEW, 1, SMALL, peers).target(1));
        rows.add(Row.of(ECHO, XHR_STREAMING, FEW, DEEP, SMALL, peers).target(0.3));
        rows.add(Row.of(BROADCAST, XHR_STREAMING, RECEIVERS, 1, SMALL, peers).target(0.75));
        rows.add(Row.of(BROADCAST, XHR_STREAMING, RECEIVERS, DEEP, SMALL, peers));
        rows.add(Row.of(ECHO, XHR_POLLING, FEW, 1, SMALL, peers).target(0.75));
        rows.add(Row.of(ECHO, XHR_POLLING, FEW, DEEP, SMALL, peers).target(0.65));
        rows.add(Row.of(BROADCAST, XHR_POLLING, RECEIVERS, 1, SMALL, peers));
        rows.add(Row.of(BROADCAST, XHR_POLLING, RECEIVERS, DEEP, SMALL, peers));
        return rows;
    }
}
