package dev.postern.endpoint;

import dev.postern.api.Backend;
import dev.postern.api.Headers;
import dev.postern.api.Transport;
import dev.postern.api.Turn;
import dev.postern.http.OriginPolicy;
import dev.postern.session.FakeTimers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** An endpoint without a server, on a clock that stands still. */
final class InMemoryDriver implements TransportDriver {

    private static final List<String> UPGRADE = List.of(
            "Host", "localhost",
            "Connection", "keep-alive, Upgrade",
            "Upgrade", "websocket",
            "Sec-WebSocket-Version", "13",
            "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");

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
    public TransportClient open(String id) {
        return switch (transport) {
            case WEBSOCKET -> new SocketClient(upgrade("/echo/000/" + id + "/websocket"), true);
            case RAW_WEBSOCKET -> new SocketClient(upgrade("/echo/websocket"), false);
            default -> new HttpClient(this, id);
        };
    }

    @Override
    public void pass(Duration time) {
        timers.pass(time);
    }

    FakeTimers timers() {
        return timers;
    }

    FakeExchange upgrade(String path, String... moreHeaders) {
        List<String> headers = new ArrayList<>(UPGRADE);
        headers.addAll(List.of(moreHeaders));
        return ask(new FakeExchange("GET", path, new Headers(headers)));
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
