package dev.postern.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;

/** An echo that is wrong, missing, there twice or out of order makes a run fail, whatever the load. */
class WrongEchoTest {

    private static final int BEYOND_THE_FAULT = 200;

    @ParameterizedTest
    @CsvSource({
        "WEBSOCKET, ECHO, 1",
        "WEBSOCKET, ECHO, 16",
        "WEBSOCKET, BROADCAST, 1",
        "XHR_STREAMING, ECHO, 1",
        "XHR_STREAMING, ECHO, 16",
        "WEBSOCKET, BROADCAST, 16",
        "XHR_STREAMING, BROADCAST, 1"
    })
    void rightEchoesPass(Order.Protocol protocol, Order.Kind kind, int depth) throws IOException {
        assertThat(failure(DishonestServer.Fault.NONE, protocol, kind, depth)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG, WEBSOCKET, ECHO, 16, expected message",
        "WRONG, XHR_STREAMING, ECHO, 16, expected message",
        "WRONG, WEBSOCKET, BROADCAST, 1, expected message",
        "ANOTHER_SENDER, WEBSOCKET, ECHO, 16, expected message",
        "ANOTHER_SENDER, XHR_STREAMING, BROADCAST, 1, expected message",
        "MISSING, WEBSOCKET, ECHO, 16, expected message",
        "MISSING, WEBSOCKET, BROADCAST, 16, expected message",
        "MISSING, WEBSOCKET, ECHO, 1, messages are missing",
        "MISSING, XHR_STREAMING, ECHO, 1, messages are missing",
        "MISSING, WEBSOCKET, BROADCAST, 1, messages are missing",
        "DUPLICATED, WEBSOCKET, ECHO, 16, expected message",
        "DUPLICATED, WEBSOCKET, ECHO, 1, expected message",
        "DUPLICATED, XHR_STREAMING, ECHO, 16, expected message",
        "DUPLICATED, WEBSOCKET, BROADCAST, 1, expected message",
        "REORDERED, WEBSOCKET, ECHO, 16, expected message",
        "REORDERED, WEBSOCKET, BROADCAST, 16, expected message",
        "REORDERED, XHR_STREAMING, ECHO, 16, expected message",
    })
    void wrongOnesFail(
            DishonestServer.Fault fault,
            Order.Protocol protocol,
            Order.Kind kind,
            int depth,
            String why)
            throws IOException {
        assertThat(failure(fault, protocol, kind, depth)).contains(why);
    }

    private static String failure(
            DishonestServer.Fault fault, Order.Protocol protocol, Order.Kind kind, int depth)
            throws IOException {
        try (DishonestServer server = new DishonestServer(fault)) {
            Order order =
                    new Order(kind, protocol, server.port(protocol), "/echo", 1, depth, 64, 0);
            try (Load load = Load.begin(order, Duration.ofMillis(500))) {
                boolean stuck = fault == DishonestServer.Fault.MISSING && depth == 1;
                await().until(() -> {
                    Progress progress = load.mark();
                    return progress.failures() > 0
                            || progress.messages() >= (stuck ? 1 : BEYOND_THE_FAULT);
                });
                if (stuck) {
                    await().during(Duration.ofMillis(100))
                            .until(() -> load.mark().inFlight() > 0);
                }
                return load.stop().failure();
            }
        }
    }
}
