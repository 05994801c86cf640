package dev.postern.benchmark.server;

/** How a peer says where it listens. */
final class Port {

    private Port() {}

    static void tell(int port) {
        System.out.println("PORT " + port);
    }
}
