package dev.postern.benchmark.run;

import dev.postern.benchmark.load.Order;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One line of a table.
 *
 * @param scenario what it is about
 * @param order what is done; port and path are each peer's
 * @param peers who takes turns
 * @param target what is wanted of us at most, as a ratio to Vert.x: CPU per message, for idle rows heap
 */
record Row(Scenario scenario, Order order, List<Peer> peers, OptionalDouble target) {

    static Row of(
            Scenario scenario,
            Order.Protocol protocol,
            int sessions,
            int depth,
            int bytes,
            List<Peer> peers) {
        Order order = new Order(scenario.kind(), protocol, 0, "", sessions, depth, bytes, 0);
        return new Row(
                scenario,
                order,
                peers.stream().filter(peer -> peer.speaks(order)).toList(),
                OptionalDouble.empty());
    }

    Row stalled(int count) {
        return new Row(scenario, order.stalled(count), peers, target);
    }

    Row target(double ratio) {
        return new Row(scenario, order, peers, OptionalDouble.of(ratio));
    }

    Order orderFor(Peer peer, int port) {
        return order.at(port, peer.path().apply(order));
    }

    /** As in {@code echo websocket d16, 100 sessions, 64 B}. */
    String label() {
        String what = scenario.label() + ' ' + order.protocol().label();
        if (order.kind() == Order.Kind.ECHO || order.depth() > 1) {
            what += " d" + order.depth();
        }
        String label = what + ", " + order.sessions() + " sessions";
        if (order.kind() != Order.Kind.IDLE) {
            label += ", " + order.bytes() + " B";
        }
        return order.stalled() > 0 ? label + ", " + order.stalled() + " stalled" : label;
    }

    /** Whether the label contains the pattern, or each of its words as a word. */
    boolean matches(String pattern) {
        List<String> words = Arrays.asList(label().split("[, ]+", -1));
        return label().contains(pattern)
                || words.containsAll(Arrays.asList(pattern.strip().split("[, ]+", -1)));
    }

    /** Files that a server or the load generator must have open at once. */
    int descriptors() {
        boolean two = scenario == Scenario.BRIDGE
                || (order.kind() != Order.Kind.IDLE && order.protocol().http());
        return order.sessions() * (two ? 2 : 1) + Descriptors.OTHERS;
    }
}
