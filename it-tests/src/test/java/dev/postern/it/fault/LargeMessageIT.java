package dev.postern.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.SockJsClient;
import dev.postern.it.support.TestUpstream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;

/** A megabyte, there and back, on every transport and with the default limits. */
class LargeMessageIT {

    private static TestUpstream upstream;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        upstream = TestUpstream.serve(TestUpstream.ECHO);
        gateway = GatewayProcess.start(
                "--grace",
                "500ms",
                "--allow",
                "jsonp,htmlfile",
                "--route",
                "/chat=" + upstream.url("/ws"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource(ClientTransport.class)
    void aMegabyteTravelsBothWays(ClientTransport transport) throws Exception {
        List<String> texts = List.of(
                "x".repeat(1_000_000), "ü".repeat(500_000), "\"\\%".repeat(300_000), "small");
        ClientTarget target = ClientTarget.of(gateway.port(), "/chat", transport.name());
        try (SockJsClient client = SockJsClient.start(transport, target)) {
            client.awaitOpen().send(texts);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> client.messages().size() == texts.size()
                            || client.ended().isDone());
            assertThat(client.ended().isDone()).as("ended: %s", client.ended()).isFalse();
            assertThat(client.messages().equals(texts)).as("the same texts").isTrue();
            assertThat(upstream.count(transport.name())).isEqualTo(1);
        }
    }
}
