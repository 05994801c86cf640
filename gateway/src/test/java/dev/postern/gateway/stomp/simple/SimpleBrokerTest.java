package dev.postern.gateway.stomp.simple;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;
import dev.postern.api.Transport;
import dev.postern.stomp.StompCommand;
import dev.postern.stomp.StompDecoder;
import dev.postern.stomp.StompEvent;
import dev.postern.stomp.StompFrame;
import dev.postern.stomp.StompLimits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class SimpleBrokerTest {

    private final GatedBroker broker = new GatedBroker();
    private final BrokerClient ann = broker.connect("login:ann");
    private final BrokerClient bob = broker.connect("login:bob");

    @Test
    void saysConnected() {
        assertThat(ann.connected.command()).isEqualTo(StompCommand.CONNECTED);
        assertThat(ann.connected.header("version")).isEqualTo("1.2");
        assertThat(ann.connected.header("heart-beat")).isEqualTo("10000,10000");
        assertThat(ann.connected.header("user-name")).isEqualTo("ann");
        assertThat(broker.connect().connected.header("user-name")).isNull();
    }

    @Test
    void tellsAllWhoAreSubscribed() {
        ann.subscribes("s1", "/topic/news");
        bob.subscribes("s2", "/topic/news");
        bob.subscribes("s3", "/topic/other");

        ann.says(
                "SEND", "hi", "destination:/topic/news", "content-type:text/x", "receipt:r", "x:y");

        assertThat(ann.frames())
                .extracting(StompFrame::command)
                .containsExactly(StompCommand.MESSAGE, StompCommand.RECEIPT);
        StompFrame message = bob.frame();
        assertThat(message.text()).isEqualTo("hi");
        assertThat(message.header("destination")).isEqualTo("/topic/news");
        assertThat(message.header("subscription")).isEqualTo("s2");
        assertThat(message.header("message-id")).isNotBlank();
        assertThat(message.header("content-type")).isEqualTo("text/x");
        assertThat(message.header("x")).isEqualTo("y");
        assertThat(message.header("receipt")).isNull();
    }

    @Test
    void tellsEveryoneInTheOrderOfSending() {
        bob.subscribes("s", "/queue/a");
        for (int i = 0; i < 100; i++) {
            ann.sends("/queue/a", "" + i);
        }

        assertThat(bob.bodies())
                .hasSize(100)
                .isSortedAccordingTo(
                        (a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
    }

    @Test
    void encodesOnceForAllWhoChoseTheSameId() {
        ann.subscribes("sub-0", "/topic/a");
        bob.subscribes("sub-0", "/topic/a");

        broker.connect().sends("/topic/a", "hi");

        assertThat(ann.sent.get(0)).isSameAs(bob.sent.get(0));
    }

    @Test
    void wildcardsStandForSegments() {
        ann.subscribes("1", "/topic/*/x");
        bob.subscribes("1", "/topic/**");

        bob.sends("/topic/a/x", "one");
        bob.sends("/topic/a/b/x", "two");

        assertThat(ann.bodies()).containsExactly("one");
        assertThat(bob.bodies()).containsExactly("one", "two");
    }

    @Test
    void stopsAfterUnsubscribe() {
        ann.subscribes("1", "/topic/a");
        ann.says("UNSUBSCRIBE", "", "id:1");

        bob.sends("/topic/a", "hi");

        assertThat(ann.sent).isEmpty();
        assertThat(ann.closed).isNull();
    }

    @Test
    void forgetsAClientThatLeft() {
        ann.subscribes("1", "/topic/a");
        ann.subscribes("2", "/user/queue/a");
        ann.leaves();

        bob.sends("/topic/a", "hi");
        bob.sends("/user/ann/queue/a", "hi");

        assertThat(ann.sent).isEmpty();
        assertThat(bob.closed).isNull();
    }

    @Test
    void userDestinationsReachAllSessionsOfThatUserAndNobodyElse() {
        BrokerClient ann2 = broker.connect("login:ann");
        BrokerClient nobody = broker.connect();
        for (BrokerClient client : new BrokerClient[] {ann, ann2, bob, nobody}) {
            client.subscribes("q", "/user/queue/mine");
            client.subscribes("all", "/queue/**");
            client.subscribes("t", "/topic/**");
        }

        bob.sends("/user/ann/queue/mine", "psst");

        StompFrame message = ann.frame();
        assertThat(message.text()).isEqualTo("psst");
        assertThat(message.header("destination")).isEqualTo("/user/queue/mine");
        assertThat(message.header("subscription")).isEqualTo("q");
        assertThat(ann2.bodies()).containsExactly("psst");
        assertThat(bob.sent).isEmpty();
        assertThat(nobody.sent).isEmpty();
    }

    @Test
    void aSessionOfNobodyIsReachedByItsOwnId() {
        BrokerClient nobody = broker.connect();
        nobody.subscribes("q", "/user/queue/mine");

        bob.sends("/user/" + nobody.connected.header("session") + "/queue/mine", "psst");

        assertThat(nobody.bodies()).containsExactly("psst");
    }

    @Test
    void nobodyNamesWhereAMessageIsFrom() {
        ann.subscribes("1", "/topic/a");

        bob.says(
                "SEND",
                "",
                "destination:/topic/a",
                "simpOrigDestination:/topic/b",
                "subscription:9");

        StompFrame message = ann.frame();
        assertThat(message.header("destination")).isEqualTo("/topic/a");
        assertThat(message.header("subscription")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUBSCRIBE", "SEND"})
    void receiptsAreTrueOfEveryFrame(String command) {
        ann.says(command, "", "id:1", "destination:/topic/a", "receipt:r1");

        assertThat(ann.frame().header("receipt-id")).isEqualTo("r1");
    }

    @Test
    void disconnectHasAReceiptAndThenTheEnd() {
        ann.says("DISCONNECT", "", "receipt:bye");

        assertThat(ann.frame().header("receipt-id")).isEqualTo("bye");
        assertThat(ann.closed).isEqualTo(CloseStatus.NORMAL);
    }

    @ParameterizedTest
    @CsvSource({
        "SUBSCRIBE, /app/a, nothing is served at /app/a",
        "SEND, /app/a, nothing is served at /app/a",
        "SEND, /private/x/queue/a, nothing is served",
        "SUBSCRIBE, /private/**, nothing is served",
        "SUBSCRIBE, /**, nothing is served",
        "SUBSCRIBE, /topic/a*, a wildcard stands for a whole segment",
        "SUBSCRIBE, '/topic/{a:(b+)+}', a wildcard stands for a whole segment",
        "SUBSCRIBE, /user/queue/a?, a wildcard stands for a whole segment",
        "ACK, /topic/a, no acknowledgements and no transactions",
        "BEGIN, /topic/a, no acknowledgements and no transactions",
        "UNSUBSCRIBE, /topic/a, UNSUBSCRIBE of what is not subscribed"
    })
    void refusesWhatItDoesNotHave(String command, String destination, String reason) {
        ann.says(command, "", "id:1", "destination:" + destination);

        assertThat(ann.frame().header("message")).contains(reason);
        assertThat(ann.closed).isEqualTo(CloseStatus.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ack:client", "ack:client-individual"})
    void refusesToWaitForAcknowledgements(String ack) {
        ann.says("SUBSCRIBE", "", "id:1", "destination:/topic/a", ack);

        assertThat(ann.frame().header("message")).contains("ack:auto");
    }

    @Test
    void refusesATransaction() {
        ann.says("SEND", "", "destination:/topic/a", "transaction:t");

        assertThat(ann.frame().header("message")).contains("no transactions");
    }

    @Test
    void anIdIsOneSubscriptions() {
        ann.subscribes("1", "/topic/a");
        ann.subscribes("1", "/topic/b");

        assertThat(ann.frame().header("message")).contains("there is a subscription of the id 1");
    }

    @Test
    void subscriptionsAreLimited() {
        for (int i = 0; i <= BrokerSession.MAX_SUBSCRIPTIONS; i++) {
            ann.subscribes("" + i, "/topic/a");
        }

        assertThat(ann.frame().header("message")).contains("max-subscriptions (1000)");
        assertThat(ann.closed).isNotNull();
    }

    @Test
    void aSlowClientIsEndedAndTheOthersGoOn() {
        ann.subscribes("1", "/topic/a");
        bob.subscribes("1", "/topic/a");
        ann.writable = false;

        for (int i = 0; i < 12; i++) {
            bob.sends("/topic/a", "x".repeat(1000));
        }

        assertThat(ann.closed).isEqualTo(CloseStatus.SLOW_CONSUMER);
        assertThat(ann.sent.get(ann.sent.size() - 1).text()).contains("max-in-flight");
        assertThat(bob.bodies()).hasSize(12);
    }

    /** A byte that is not UTF-8 would become three in a text, and the tail of the body a frame. */
    @Test
    void aBodyOfBytesForgesNoFrame() {
        BrokerClient raw = broker.connect(Transport.RAW_WEBSOCKET);
        BrokerClient sender = broker.connect(Transport.RAW_WEBSOCKET);
        raw.subscribes("1", "/topic/news");
        ann.subscribes("1", "/topic/news");
        bob.subscribes("1", "/topic/other");
        String forged =
                "\0MESSAGE\ndestination:/topic/news\nsubscription:1\nmessage-id:9\n\nforged\0";
        byte[] body = ("?".repeat(50) + forged).getBytes(StandardCharsets.UTF_8);
        Arrays.fill(body, 0, 50, (byte) 0xff);

        sender.sendsBytes("/topic/news", body);

        assertThat(ann.frame().command()).isEqualTo(StompCommand.ERROR);
        assertThat(ann.closed).isEqualTo(CloseStatus.BINARY_UNSUPPORTED);
        StompDecoder decoder = new StompDecoder(StompLimits.DEFAULT);
        assertThat(raw.sentInBytes).hasSize(1);
        decoder.bytes(raw.sentInBytes.get(0));
        assertThat(decoder.next())
                .isInstanceOfSatisfying(
                        StompEvent.Frame.class,
                        found -> assertThat(found.frame().body()).isEqualTo(ByteBuffer.wrap(body)));
        assertThat(decoder.isBetweenFrames()).isTrue();
        assertThat(raw.sent).isEmpty();
        assertThat(bob.closed).isNull();
        assertThat(sender.closed).isNull();
    }
}
