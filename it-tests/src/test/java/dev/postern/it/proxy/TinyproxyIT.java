package dev.postern.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.Sequence;
import dev.postern.it.support.SockJsClient;
import dev.postern.it.support.TestUpstream;
import dev.postern.it.support.Way;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * tinyproxy asks for each response with {@code Connection: close} and passes on what comes without reading
 * it: a stream's frames must be all that is in its body.
 */
class TinyproxyIT {

    private static final int MESSAGES = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static TestUpstream upstream;
    private static GatewayProcess gateway;
    private static ProxyProcess tinyproxy;

    @BeforeAll
    static void start() throws IOException {
        tinyproxy = CorporateProxy.TINYPROXY_CONNECT_443.start(443);
        upstream = TestUpstream.serve(TestUpstream.ECHO);
        gateway = GatewayProcess.start(
                "--no-negotiation",
                "--trust",
                "127.0.0.1",
                "--allow",
                "jsonp,htmlfile",
                "--grace",
                "500ms",
                "--route",
                "/chat=" + upstream.url("/app"));
    }

    @AfterAll
    static void stop() {
        if (tinyproxy != null) {
            tinyproxy.close();
        }
        if (gateway != null) {
            gateway.close();
        }
        if (upstream != null) {
            upstream.close();
        }
    }

    /** As chunks these frames would have sizes that begin with each hexadecimal digit, letters too. */
    @ParameterizedTest
    @EnumSource(names = {"XHR_STREAMING", "EVENTSOURCE", "HTMLFILE"})
    void framesOfEverySizeArriveAsTheyAre(ClientTransport transport) throws IOException {
        List<String> texts = IntStream.concat(
                        IntStream.rangeClosed(0, 0x110),
                        IntStream.iterate(0x200, size -> size < 0x1100, size -> size + 0x7F))
                .mapToObj("x"::repeat)
                .toList();
        try (SockJsClient client = SockJsClient.start(transport, target("sizes" + transport))) {
            for (int i = 0; i < texts.size(); i++) {
                client.send(texts.get(i));
                awaitMessages(client, i + 1);
            }
            assertThat(client.messages()).isEqualTo(texts);
            assertThat(client.ended()).isNotDone();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"XHR_STREAMING", "EVENTSOURCE", "HTMLFILE"})
    void manyMessagesEachWayArriveInOrder(ClientTransport transport) throws IOException {
        List<String> texts = new Sequence("many").texts(0, MESSAGES);
        try (SockJsClient client = SockJsClient.start(transport, target("many" + transport))) {
            client.send(texts);
            awaitMessages(client, MESSAGES);
            assertThat(client.messages()).isEqualTo(texts);
            assertThat(client.ended()).isNotDone();
        }
    }

    private static ClientTarget target(String key) {
        return ClientTarget.of(gateway.port(), "/chat", key)
                .by(Way.DIRECT.through(tinyproxy.port()))
                .withoutKeepAlive();
    }

    private static void awaitMessages(SockJsClient client, int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> client.received() >= count || client.ended().isDone());
        assertThat(client.received())
                .as("messages until %s", client.ended().getNow(null))
                .isEqualTo(count);
    }
}
