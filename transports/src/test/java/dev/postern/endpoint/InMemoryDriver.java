package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Backend;
import dev.postern.api.Headers;
import dev.postern.api.Transport;
import dev.postern.api.Turn;
import dev.postern.http.OriginPolicy;
import dev.postern.session.FakeTimers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** An endpoint without a server, on a clock that stands still. */
final class InMemoryDriver implements TransportDriver {

    private final Transport transport;
    private final FakeTimers timers = new FakeTimers();
    private SockJsEndpoint endpoint;

    InMemoryDriver(Transport transport) {
        this.transport = transport;
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public SockJsEndpoint serve(Backend backend, UnaryOperator<SockJsEndpointBuilder> settings) {
        SockJsEndpointBuilder builder = settings.apply(SockJsEndpoint.builder("/echo", backend)
                .transports(EnumSet.allOf(Transport.class))
                .iframe(true)
                .origins(OriginPolicy.any()));
        endpoint = new SockJsEndpoint(builder, backend, timers);
        return endpoint;
    }

    @Override
    public FakeExchange ask(Asked request) {
        List<String> headers = new ArrayList<>(List.of("Host", "localhost"));
        headers.addAll(request.headers());
        FakeExchange exchange = new FakeExchange(
                request.method(),
                request.path(),
                new Headers(headers),
                request.body().getBytes(StandardCharsets.UTF_8));
        if (!request.reads()) {
            exchange.stall();
        }
        return ask(exchange);
    }

    @Override
    public void pass(Duration time) {
        timers.pass(time);
    }

    @Override
    public void settle() {
        // All is done by the thread that asks for it.
    }

    @Override
    public void settleUntil(BooleanSupplier condition) {
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Override
    public int messageSize() {
        return 50;
    }

    FakeTimers timers() {
        return timers;
    }

    FakeExchange upgrade(String path, String... moreHeaders) {
        return ask(Asked.upgrade(path, moreHeaders));
    }

    FakeExchange ask(FakeExchange exchange) {
        Turn.run(() -> {
            if (!endpoint.handle(exchange)) {
                throw new AssertionError("not this endpoint's: " + exchange.path());
            }
        });
        return exchange;
    }
}
