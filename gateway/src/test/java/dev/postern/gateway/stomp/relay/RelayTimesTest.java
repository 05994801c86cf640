package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.CloseStatus;
import dev.postern.stomp.StompFault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/** What becomes of brokers that are late; to the relay the time is the test's. */
class RelayTimesTest {

    private static final Duration PERIOD = Duration.ofMillis(300);

    private final FakeTimer timer = new FakeTimer();
    private ScriptedBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = new ScriptedBroker();
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private RunningRelay relay(Duration heartBeat, int... ports) throws Exception {
        return new RunningRelay(timer, heartBeat, Duration.ofSeconds(4), ports);
    }

    @Test
    void aBrokerThatDoesNotAnswerInTimeIsNamed() throws Exception {
        try (RunningRelay running = relay(Duration.ZERO, broker.port())) {
            RelayClient client = RelayClient.connect(running.relay());
            try (ScriptedBroker.Peer peer = broker.accept()) {
                assertThat(peer.hear()).startsWith("CONNECT");
                timer.advance(3999);
                assertThat(client.fault).isNull();
                timer.advance(1);
                assertThat(client.fault)
                        .isEqualTo(new StompFault(
                                "broker 127.0.0.1:" + broker.port() + " does not answer",
                                CloseStatus.TIMEOUT));
                assertThat(peer.hear()).isNull();
            }
        }
    }

    /** It accepts the connection and says nothing: it gets its share of the time, and no more. */
    @Test
    void theNextAddressIsTriedWhereOneIsMute() throws Exception {
        try (ScriptedBroker mute = new ScriptedBroker();
                RunningRelay several = relay(Duration.ZERO, mute.port(), broker.port())) {
            RelayClient client = RelayClient.connect(several.relay());
            try (ScriptedBroker.Peer silent = mute.accept()) {
                assertThat(silent.hear()).startsWith("CONNECT");
                timer.advance(2000);
                assertThat(silent.hear()).isNull();
            }
            try (ScriptedBroker.Peer peer = broker.accept()) {
                peer.say("CONNECTED\nversion:1.2\n\n\0");
                await().until(() -> client.received.size() == 1);
            }
        }
    }

    @Test
    void heartBeatsGoToTheBrokerAndAreMissedFromIt() throws Exception {
        try (RunningRelay running = relay(PERIOD, broker.port())) {
            RelayClient client = RelayClient.connect(running.relay());
            try (ScriptedBroker.Peer peer = broker.accept()) {
                assertThat(peer.hear()).contains("heart-beat:300,300");
                agree(client, peer);
                for (int beats = 0; beats < 3; beats++) {
                    timer.advance(240);
                    assertThat(peer.hearByte()).isEqualTo('\n');
                }
                timer.advance(179);
                assertThat(client.fault).isNull();
                timer.advance(1);
                assertThat(client.fault).isNotNull();
                assertThat(client.fault.message()).endsWith(" lost");
                assertThat(client.fault.status().code()).isEqualTo(1011);
            }
        }
    }

    @Test
    void aBrokerThatBeatsIsNotMissed() throws Exception {
        try (RunningRelay running = relay(PERIOD, broker.port())) {
            RelayClient client = RelayClient.connect(running.relay());
            try (ScriptedBroker.Peer peer = broker.accept()) {
                peer.hear();
                agree(client, peer);
                // For longer than silence would be suffered.
                for (int beats = 0; beats < 5; beats++) {
                    timer.advance(300);
                    int asked = timer.asked();
                    peer.say("\n");
                    // Whoever hears it looks at the clock.
                    await().until(() -> timer.asked() > asked);
                }
                assertThat(client.fault).isNull();
                peer.say("MESSAGE\n\nhello\0");
                await().until(() -> client.received.size() == 2);
            }
        }
    }

    private static void agree(RelayClient client, ScriptedBroker.Peer peer) {
        peer.say("CONNECTED\nversion:1.2\nheart-beat:300,300\n\n\0");
        await().until(() -> client.received.size() == 1);
    }
}
