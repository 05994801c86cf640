package dev.postern.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.benchmark.load.Load;
import dev.postern.benchmark.load.Order;
import dev.postern.benchmark.load.Progress;
import dev.postern.gateway.Gateway;
import dev.postern.gateway.config.GatewayConfig;
import dev.postern.gateway.config.ListenerSettings;
import dev.postern.gateway.config.NegotiationSettings;
import dev.postern.gateway.config.TrustedNetworks;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Every kind of load once, a little of it, against our own server: right echoes, no times. */
class SmokeTest {

    private static final int ENOUGH = 200;

    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new Gateway(new GatewayConfig(
                ListenerSettings.at("127.0.0.1", 0),
                List.of(),
                true,
                false,
                null,
                TrustedNetworks.NONE,
                Duration.ZERO,
                NegotiationSettings.DEFAULT));
        gateway.start();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "ECHO, WEBSOCKET, /echo, 1, 64",
        "ECHO, WEBSOCKET, /echo, 16, 4096",
        "ECHO, RAW_WEBSOCKET, /echo/websocket, 16, 64",
        "ECHO, XHR_STREAMING, /echo, 16, 64",
        "ECHO, XHR_STREAMING, /disabled_websocket_echo, 16, 4096",
        "ECHO, XHR_POLLING, /echo, 1, 64",
        "ECHO, XHR_POLLING, /echo, 16, 4096",
        "ECHO, EVENTSOURCE, /echo, 16, 64",
        "ECHO, EVENTSOURCE, /disabled_websocket_echo, 1, 4096",
        "ECHO, HTMLFILE, /echo, 16, 64",
        "ECHO, JSONP, /echo, 16, 64",
        "BROADCAST, WEBSOCKET, /broadcast, 1, 64",
        "BROADCAST, WEBSOCKET, /broadcast, 16, 64",
        "BROADCAST, XHR_STREAMING, /broadcast, 1, 64",
        "BROADCAST, XHR_STREAMING, /broadcast, 16, 64",
        "BROADCAST, XHR_POLLING, /broadcast, 1, 64",
        "CONNECT, WEBSOCKET, /echo, 1, 64",
        "CONNECT, XHR_STREAMING, /echo, 1, 64",
        "CONNECT, XHR_POLLING, /echo, 1, 64",
        "CONNECT, EVENTSOURCE, /echo, 1, 64",
    })
    void everyMessageComesBackInOrder(
            Order.Kind kind, Order.Protocol protocol, String path, int depth, int bytes)
            throws IOException {
        try (Load load =
                Load.begin(new Order(kind, protocol, gateway.port(), path, 5, depth, bytes, 0))) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> load.mark().messages() >= ENOUGH || load.mark().failures() > 0);

            Progress end = load.stop();

            assertThat(end.failure()).isEmpty();
            assertThat(end.inFlight()).isZero();
            assertThat(end.bytesIn()).isGreaterThan(end.messages() * bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    void idleSessionsOpenAndStay(Order.Protocol protocol) throws IOException {
        String path = protocol == Order.Protocol.WEBSOCKET ? "/echo" : "/disabled_websocket_echo";
        try (Load load = Load.begin(
                new Order(Order.Kind.IDLE, protocol, gateway.port(), path, 100, 1, 64, 0))) {
            Progress end = load.stop();

            assertThat(end.failure()).isEmpty();
            assertThat(end.open()).isEqualTo(100);
            assertThat(end.messages()).isZero();
        }
    }

    @Test
    void whoReadsIsServedWhileOthersStall() throws IOException {
        Order order = new Order(
                Order.Kind.BROADCAST,
                Order.Protocol.WEBSOCKET,
                gateway.port(),
                "/broadcast",
                6,
                1,
                4096,
                2);
        try (Load load = Load.begin(order)) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> load.mark().messages() >= ENOUGH || load.mark().failures() > 0);

            assertThat(load.stop().failure()).isEmpty();
        }
    }

    @Test
    void aServerThatAnswersOtherwiseFailsTheRun() throws IOException {
        Order order = new Order(
                Order.Kind.ECHO, Order.Protocol.WEBSOCKET, gateway.port(), "/amplify", 1, 1, 64, 0);
        try (Load load = Load.begin(order)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> load.mark().failures() > 0);

            assertThat(load.mark().failure()).isNotEmpty();
        }
    }
}
