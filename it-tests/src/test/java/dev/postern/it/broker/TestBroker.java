package dev.postern.it.broker;

/** A message broker that speaks STOMP on a port of the loopback. */
interface TestBroker extends AutoCloseable {

    int port();

    /** Header lines of a SUBSCRIBE that make it durable, in this broker's words. */
    String[] durable(String name);

    /** Whether a message that was answered by NACK comes again; else it is thrown away. */
    boolean redeliversRefused();

    /** Ends it, and with it all connections. */
    void kill() throws Exception;

    /** Starts it again, on the same port. */
    void restart() throws Exception;

    @Override
    void close() throws Exception;
}
