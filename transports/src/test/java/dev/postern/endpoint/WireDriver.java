package dev.postern.endpoint;

import dev.postern.api.Backend;
import dev.postern.api.Transport;
import dev.postern.http.OriginPolicy;
import dev.postern.session.FakeTimers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * An endpoint on a real server, spoken to through real sockets; only the sessions' clock stands still.
 * Everything waits until the server rests, so that a test may ask at once what came of it.
 */
final class WireDriver implements TransportDriver, AutoCloseable {

    private static final Duration STEP = Duration.ofSeconds(5);

    /** How often server and sockets must have been seen without work in a row. */
    private static final int QUIET_LOOKS = 4;

    private final RestingServer server;
    private final Transport transport;
    private final FakeTimers timers = new FakeTimers();
    private final List<Wire> wires = new ArrayList<>();

    WireDriver(RestingServer server, Transport transport) {
        this.server = server;
        this.transport = transport;
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public SockJsEndpoint serve(Backend backend, UnaryOperator<SockJsEndpointBuilder> settings) {
        SockJsEndpoint endpoint = new SockJsEndpoint(
                settings.apply(SockJsEndpoint.builder("/echo", backend)
                        .transports(EnumSet.allOf(Transport.class))
                        .origins(OriginPolicy.any())),
                backend,
                timers);
        server.serve(endpoint);
        return endpoint;
    }

    @Override
    public Reply ask(Asked request) {
        Wire wire = new Wire(server.address());
        wires.add(wire);
        wire.reads(request.reads());
        waitUntil(() -> server.knows(wire.port()), "the server accepts a connection");
        WireReply reply = new WireReply(this, wire, request);
        settle();
        return reply;
    }

    @Override
    public void pass(Duration time) {
        settle();
        for (Duration rest = time; !rest.isZero(); ) {
            Duration step = rest.compareTo(STEP) > 0 ? STEP : rest;
            timers.pass(step);
            settle();
            rest = rest.minus(step);
        }
    }

    @Override
    public void settle() {
        int[] quiet = new int[1];
        waitUntil(
                () -> {
                    boolean moved = false;
                    for (Wire wire : wires) {
                        moved |= wire.pump() || isOnItsWay(wire);
                    }
                    moved |= server.isBusyAfterALook();
                    quiet[0] = moved ? 0 : quiet[0] + 1;
                    return quiet[0] == QUIET_LOOKS;
                },
                "the server rests");
    }

    @Override
    public void settleUntil(BooleanSupplier condition) {
        waitUntil(
                () -> {
                    settle();
                    return condition.getAsBoolean();
                },
                "what was asked for");
    }

    /** Whether bytes are with the kernel that one side wants to be rid of and the other waits for. */
    private boolean isOnItsWay(Wire wire) {
        return (wire.isReading() && server.isWritingTo(wire.port()))
                || (wire.isWriting() && server.isReadingFrom(wire.port()));
    }

    private static void waitUntil(BooleanSupplier condition, String what) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(40)) {
                throw new AssertionError("in vain: " + what);
            }
        }
    }

    /** The kernel keeps half a mebibyte or so for a client that does not read. */
    @Override
    public int messageSize() {
        return 16 << 10;
    }

    @Override
    public void close() {
        wires.forEach(Wire::close);
        settle();
    }
}
