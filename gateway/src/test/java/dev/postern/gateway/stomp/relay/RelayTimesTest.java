package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.CloseStatus;
import dev.postern.stomp.StompFault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What becomes of brokers that are late. */
class RelayTimesTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    private ScriptedBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = new ScriptedBroker();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void aBrokerThatDoesNotAnswerInTimeIsNamed() throws Exception {
        try (RunningRelay running = new RunningRelay(Duration.ZERO, SHORT, broker.port())) {
            RelayClient client = RelayClient.connect(running.relay());
            try (ScriptedBroker.Peer peer = broker.accept()) {
                await().until(() -> client.fault != null);
                assertThat(client.fault)
                        .isEqualTo(new StompFault(
                                "broker 127.0.0.1:" + broker.port() + " does not answer",
                                CloseStatus.TIMEOUT));
                assertThat(peer.hear()).startsWith("CONNECT");
                assertThat(peer.hear()).isNull();
            }
        }
    }

    @Test
    void heartBeatsGoToTheBrokerAndAreMissedFromIt() throws Exception {
        try (RunningRelay running =
                new RunningRelay(SHORT, Duration.ofSeconds(10), broker.port())) {
            RelayClient client = RelayClient.connect(running.relay());
            try (ScriptedBroker.Peer peer = broker.accept()) {
                assertThat(peer.hear()).contains("heart-beat:300,300");
                long begun = System.nanoTime();
                peer.say("CONNECTED\nversion:1.2\nheart-beat:300,300\n\n\0");
                assertThat(peer.hearByte()).isEqualTo('\n');
                assertThat(peer.hearByte()).isEqualTo('\n');
                await().until(() -> client.fault != null);
                assertThat(System.nanoTime() - begun)
                        .isGreaterThanOrEqualTo(SHORT.multipliedBy(2).toNanos());
                assertThat(client.fault.message()).endsWith(" lost");
                assertThat(client.fault.status().code()).isEqualTo(1011);
            }
        }
    }

    @Test
    void aBrokerThatBeatsIsNotMissed() throws Exception {
        try (RunningRelay running =
                new RunningRelay(SHORT, Duration.ofSeconds(10), broker.port())) {
            RelayClient client = RelayClient.connect(running.relay());
            try (ScriptedBroker.Peer peer = broker.accept()) {
                peer.hear();
                peer.say("CONNECTED\nversion:1.2\nheart-beat:300,300\n\n\0");
                // Beat for beat, for longer than silence would be suffered.
                for (int beats = 0; beats < 5; beats++) {
                    assertThat(peer.hearByte()).isEqualTo('\n');
                    peer.say("\n");
                }
                assertThat(client.fault).isNull();
                peer.say("MESSAGE\n\nhello\0");
                await().until(() -> client.received.size() == 2);
            }
        }
    }
}
