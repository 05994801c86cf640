package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.CloseStatus;
import dev.postern.api.Identity;
import dev.postern.api.Transport;
import dev.postern.gateway.config.BrokerLogin;
import dev.postern.gateway.config.RelaySettings;
import dev.postern.stomp.StompCommand;
import dev.postern.stomp.StompFault;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A session and its connection to a broker, which says and hears it all over a socket. */
class RelayedSessionTest {

    private static final String CONNECTED = "CONNECTED\nversion:1.2\n\n\0";

    private ScriptedBroker broker;
    private RunningRelay running;

    @BeforeEach
    void start() throws Exception {
        broker = new ScriptedBroker();
        running = RunningRelay.to(broker.port());
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
        broker.close();
    }

    private RelayClient connect() {
        return RelayClient.connect(running.relay());
    }

    @Test
    void whatTheClientSaysFollowsConnectInOrder() throws Exception {
        RelayClient client = connect();
        try (ScriptedBroker.Peer peer = broker.accept()) {
            assertThat(peer.hear()).startsWith("CONNECT\n").contains("accept-version:1.2");
            peer.say(CONNECTED);
            await().until(() -> client.received.size() == 1);
            for (String body : List.of("one", "two", "three")) {
                client.says(StompCommand.SEND, body, "destination", "/queue/a");
                assertThat(peer.hear()).endsWith(body);
            }
        }
    }

    @Test
    void theClientsNameIsTheLogin() throws Exception {
        RelaySettings byName = new RelaySettings(
                new BrokerLogin("{user}", "ours"),
                null,
                null,
                null,
                Duration.ZERO,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10));
        try (RunningRelay relay = new RunningRelay(
                "stomp+tcp://127.0.0.1:" + broker.port(), byName, BrokerConnector::new)) {
            RelayClient nobody = RelayClient.connect(relay.relay(), Identity.ANONYMOUS);
            assertThat(nobody.closed).isEqualTo(new CloseStatus(3000, "No name to log in with"));
            assertThat(relay.relay().counters().nameless()).isEqualTo(1);

            RelayClient.connect(relay.relay(), new Identity("ann"));
            try (ScriptedBroker.Peer peer = broker.accept()) {
                assertThat(peer.hear()).contains("\nlogin:ann\n").contains("\npasscode:ours\n");
            }
        }
    }

    @Test
    void framesArriveWholeHoweverTheyAreCut() throws Exception {
        RelayClient client = connect();
        String first = "MESSAGE\ncontent-length:5\n\na\0b\0c\0";
        String second = "MESSAGE\nb:c\n\ngrüße 日本\0";
        try (ScriptedBroker.Peer peer = broker.accept()) {
            for (byte each :
                    (CONNECTED + first + "\n\r\n" + second).getBytes(StandardCharsets.UTF_8)) {
                peer.say(new byte[] {each});
            }
            await().until(() -> client.received.size() == 3);
            peer.say(second + "\n" + second);
            await().until(() -> client.received.size() == 5);
        }
        assertThat(client.received).containsExactly(CONNECTED, first, second, second, second);
    }

    @Test
    void aBrokerThatIsLostIsNamed() throws Exception {
        RelayClient client = connect();
        try (ScriptedBroker.Peer peer = broker.accept()) {
            peer.say(CONNECTED);
            await().until(() -> client.received.size() == 1);
        }
        await().until(() -> client.fault != null);
        assertThat(client.fault)
                .isEqualTo(new StompFault(
                        "broker 127.0.0.1:" + broker.port() + " lost",
                        new CloseStatus(1011, "Broker lost")));
        assertThat(running.relay().counters().lost()).isEqualTo(1);
    }

    @Test
    void anErrorOfTheBrokersIsPassedOnAndEndsTheSession() throws Exception {
        RelayClient client = connect();
        try (ScriptedBroker.Peer peer = broker.accept()) {
            peer.hear();
            peer.say(CONNECTED + "ERROR\nmessage:no\n\n\0MESSAGE\n\ntoo late\0");
            // The broker itself is slow to close.
            await().until(() -> client.closed != null);
            assertThat(peer.hear()).isNull();
        }
        assertThat(client.received).hasSize(2);
        assertThat(client.received.get(1)).startsWith("ERROR\nmessage:no");
        assertThat(client.closed.code()).isEqualTo(1008);
        assertThat(client.fault).isNull();
        assertThat(running.relay().counters().refused()).isEqualTo(1);
    }

    @Test
    void afterDisconnectTheEndIsNoLoss() throws Exception {
        RelayClient client = connect();
        try (ScriptedBroker.Peer peer = broker.accept()) {
            peer.hear();
            peer.say(CONNECTED);
            await().until(() -> client.received.size() == 1);
            client.says(StompCommand.DISCONNECT, "", "receipt", "bye");
            assertThat(peer.hear()).contains("receipt:bye");
            peer.say("RECEIPT\nreceipt-id:bye\n\n\0");
        }
        await().until(() -> client.closed != null);
        assertThat(client.closed).isEqualTo(CloseStatus.NORMAL);
        assertThat(client.received.get(1)).startsWith("RECEIPT");
        assertThat(running.relay().counters().lost()).isZero();
    }

    @Test
    void aClientThatLeavesEndsTheBrokersInputBehindItsLastFrame() throws Exception {
        RelayClient client = connect();
        try (ScriptedBroker.Peer peer = broker.accept()) {
            peer.hear();
            peer.say(CONNECTED);
            await().until(() -> client.received.size() == 1);
            client.says(StompCommand.SEND, "last", "destination", "/queue/a");
            client.leaves();
            assertThat(peer.hear()).endsWith("last");
            assertThat(peer.hear()).isNull();
        }
        assertThat(running.relay().counters().lost()).isZero();
    }

    @Test
    void whatIsNoFrameEndsTheSession() throws Exception {
        RelayClient client = connect();
        try (ScriptedBroker.Peer peer = broker.accept()) {
            peer.say(CONNECTED + "MESSAGE\nno end of headers\0");
            await().until(() -> client.fault != null);
        }
        assertThat(client.fault.message()).contains("is not understood");
        assertThat(client.fault.status()).isEqualTo(CloseStatus.BAD_GATEWAY);
        assertThat(running.relay().counters().misunderstood()).isEqualTo(1);
    }

    @Test
    void soDoesAFrameThatIsTooLarge() throws Exception {
        RelayClient client = connect();
        try (ScriptedBroker.Peer peer = broker.accept()) {
            peer.say(CONNECTED + "MESSAGE\ncontent-length:99999999\n\n");
            await().until(() -> client.fault != null);
        }
        assertThat(client.fault.status()).isEqualTo(CloseStatus.TOO_BIG);
    }

    @Test
    void bytesThatAreNoTextTravelOnARawWebSocketOnly() throws Exception {
        byte[] bytes =
                (CONNECTED + "MESSAGE\n\n\u00ff\u00fe\0").getBytes(StandardCharsets.ISO_8859_1);
        RelayClient sockJs = connect();
        try (ScriptedBroker.Peer peer = broker.accept()) {
            peer.say(bytes);
            await().until(() -> sockJs.fault != null);
        }
        assertThat(sockJs.fault.status()).isEqualTo(CloseStatus.BINARY_UNSUPPORTED);

        RelayClient raw = RelayClient.connect(running.relay(), Transport.RAW_WEBSOCKET);
        try (ScriptedBroker.Peer peer = broker.accept()) {
            peer.say(bytes);
            await().until(() -> !raw.binaries.isEmpty());
            assertThat(raw.binaries.get(0).remaining()).isEqualTo("MESSAGE\n\n..\0".length());
            assertThat(raw.fault).isNull();
        }
    }

    @Test
    void theNextAddressIsTriedWhereOneIsDead() throws Exception {
        try (ScriptedBroker dead = new ScriptedBroker();
                RunningRelay several = RunningRelay.to(dead.port(), broker.port())) {
            RelayClient client = RelayClient.connect(several.relay());
            dead.accept().close();
            try (ScriptedBroker.Peer peer = broker.accept()) {
                peer.say(CONNECTED);
                await().until(() -> client.received.size() == 1);
            }
        }
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() throws Exception {
        broker.close();
        RelayClient client = connect();
        await().until(() -> client.fault != null);
        assertThat(client.fault)
                .isEqualTo(new StompFault(
                        "broker 127.0.0.1:" + broker.port() + " can't be reached",
                        CloseStatus.BAD_GATEWAY));
        assertThat(running.relay().counters().unreachable()).isEqualTo(1);
    }
}
