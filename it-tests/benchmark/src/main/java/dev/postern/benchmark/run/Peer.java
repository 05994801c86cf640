package dev.postern.benchmark.run;

import dev.postern.benchmark.load.Order;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A server to be compared.
 *
 * @param name as the tables call it
 * @param version as it is told in the page
 * @param protocols what it speaks
 * @param path where it serves an order
 * @param start starts it
 */
record Peer(
        String name,
        Supplier<String> version,
        Set<Order.Protocol> protocols,
        Function<Order, String> path,
        Start start) {

    /** Starts a peer with whatever it needs. */
    interface Start {

        /**
         * Returns once it listens.
         *
         * @throws IOException if it can't be started here
         */
        Running start() throws IOException;
    }

    /** A peer that listens. What it needs besides, such as the bridge's application, is not measured. */
    record Running(ServerProcess measured, int port, List<AutoCloseable> others)
            implements AutoCloseable {

        static Running alone(ServerProcess server) {
            return new Running(server, server.port(), List.of());
        }

        @Override
        public void close() {
            measured.close();
            for (AutoCloseable other : others) {
                try {
                    other.close();
                } catch (Exception e) {
                    throw new IllegalStateException("an upstream did not stop", e);
                }
            }
        }
    }

    boolean speaks(Order order) {
        return protocols.contains(order.protocol());
    }
}
