package dev.postern.benchmark.run;

import dev.postern.benchmark.load.Order;

import java.util.Locale;

/** What a row is about. */
enum Scenario {
    ECHO(Order.Kind.ECHO),
    BROADCAST(Order.Kind.BROADCAST),
    CONNECT(Order.Kind.CONNECT),
    IDLE(Order.Kind.IDLE),
    /** An echo whose application is a process of its own. */
    BRIDGE(Order.Kind.ECHO),
    /** A broadcast, some of whose receivers have stopped reading. */
    SLOW(Order.Kind.BROADCAST);

    private final Order.Kind kind;

    Scenario(Order.Kind kind) {
        this.kind = kind;
    }

    Order.Kind kind() {
        return kind;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
