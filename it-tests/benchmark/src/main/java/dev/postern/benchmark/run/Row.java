package dev.postern.benchmark.run;

import dev.postern.benchmark.load.Order;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One line of a table.
 *
 * @param order what is done; port and path are each peer's
 * @param peers who takes turns
 * @param target the ratio to Vert.x that is wanted of us, where one is
 */
record Row(Order order, List<Peer> peers, OptionalDouble target) {

    static Row of(
            Order.Kind kind,
            Order.Protocol protocol,
            int sessions,
            int depth,
            int bytes,
            List<Peer> peers) {
        Order order = new Order(kind, protocol, 0, "", sessions, depth, bytes, 0);
        return new Row(order, peers, OptionalDouble.empty());
    }

    Row stalled(int count) {
        Order with = new Order(
                order.kind(),
                order.protocol(),
                0,
                "",
                order.sessions(),
                order.depth(),
                order.bytes(),
                count);
        return new Row(with, peers, target);
    }

    Row target(double ratio) {
        return new Row(order, peers, OptionalDouble.of(ratio));
    }

    Order orderFor(Peer peer, int port) {
        return new Order(
                order.kind(),
                order.protocol(),
                port,
                peer.path().apply(order),
                order.sessions(),
                order.depth(),
                order.bytes(),
                order.stalled());
    }

    /** As in {@code echo websocket d16, 100 sessions, 64 B}. */
    String label() {
        String what = order.kind().name().toLowerCase(Locale.ROOT)
                + ' '
                + order.protocol().label();
        if (order.kind() == Order.Kind.ECHO) {
            what += " d" + order.depth();
        }
        String label = what + ", " + order.sessions() + " sessions";
        if (order.kind() != Order.Kind.IDLE) {
            label += ", " + order.bytes() + " B";
        }
        return order.stalled() > 0 ? label + ", " + order.stalled() + " stalled" : label;
    }

    boolean idle() {
        return order.kind() == Order.Kind.IDLE;
    }
}
