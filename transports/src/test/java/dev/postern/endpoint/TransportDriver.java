package dev.postern.endpoint;

import dev.postern.api.Backend;
import dev.postern.api.Transport;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Runs an endpoint and speaks one transport to it: in memory, or through a real server. */
interface TransportDriver {

    Transport transport();

    /** Serves {@code backend} below {@code /echo} with all transports switched on. */
    SockJsEndpoint serve(Backend backend, UnaryOperator<SockJsEndpointBuilder> settings);

    /** Sends a request, and waits until the endpoint has done what it wants to do at once. */
    Reply ask(Asked request);

    /** A client of the session {@code id}; it has asked to hear. */
    default TransportClient open(String id) {
        return switch (transport()) {
            case WEBSOCKET ->
                new SocketClient(ask(Asked.upgrade("/echo/000/" + id + "/websocket")), true);
            case RAW_WEBSOCKET -> new SocketClient(ask(Asked.upgrade("/echo/websocket")), false);
            default -> new HttpClient(this, id);
        };
    }

    /** Lets time pass for the endpoint. */
    void pass(Duration time);

    /** Waits until the endpoint has nothing to do but wait, for a client or for time. */
    void settle();

    /** Waits for what is too much for the kernel to pass on at once. */
    void settleUntil(BooleanSupplier condition);

    /**
     * The size of a message of which a stalled connection may take fifty, for want of anybody who
     * says no, but not a hundred.
     */
    int messageSize();
}
