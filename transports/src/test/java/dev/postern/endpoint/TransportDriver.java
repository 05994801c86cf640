package dev.postern.endpoint;

import dev.postern.api.Backend;
import dev.postern.api.Transport;

import java.time.Duration;
import java.util.function.UnaryOperator;

/** Runs an endpoint and speaks one transport to it: in memory, or through a real server. */
interface TransportDriver {

    Transport transport();

    /** Serves {@code backend} below {@code /echo} with all transports switched on. */
    SockJsEndpoint serve(Backend backend, UnaryOperator<SockJsEndpointBuilder> settings);

    /** A client of the session {@code id}; it has asked to hear. */
    TransportClient open(String id);

    /** Lets time pass for the endpoint. */
    void pass(Duration time);
}
