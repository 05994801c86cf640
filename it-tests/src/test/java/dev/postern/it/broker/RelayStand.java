package dev.postern.it.broker;

import dev.postern.it.support.GatewayProcess;

/** A gateway that relays {@code /stomp} to a broker, and the pages that use it. */
record RelayStand(StompPages pages, GatewayProcess gateway) implements AutoCloseable {

    static RelayStand before(int brokerPort) throws Exception {
        StompPages pages = StompPages.start();
        try {
            return new RelayStand(
                    pages,
                    GatewayProcess.start(
                            "--grace",
                            "500ms",
                            "--origin",
                            pages.origin(),
                            "--stomp-heartbeat",
                            "1s",
                            "--route",
                            "/stomp=stomp+tcp://127.0.0.1:" + brokerPort));
        } catch (Exception e) {
            pages.close();
            throw e;
        }
    }

    @Override
    public void close() throws Exception {
        gateway.close();
        pages.close();
    }
}
