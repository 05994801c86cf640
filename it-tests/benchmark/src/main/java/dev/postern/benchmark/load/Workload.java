package dev.postern.benchmark.load;

/** What the sessions of one order do. Begins when made: its sessions open. */
interface Workload {

    /** All sessions are open: now they may talk. */
    void go();

    /** Nothing new is sent; what is in flight is awaited. */
    void stop();

    /** Closes every session. */
    void close();

    static Workload of(Order order, Loop loop, Tally tally) {
        Payload payload = new Payload(order.bytes());
        Carriers carriers = new Carriers(loop, order, payload);
        return switch (order.kind()) {
            case ECHO, IDLE -> new Echoes(order, loop, payload, carriers, tally);
            case BROADCAST -> new Broadcast(order, loop, payload, carriers, tally);
            case CONNECT -> new Connects(order, loop, payload, carriers, tally);
        };
    }
}
