package dev.postern.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.GatewayProcess;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What a client does with a broker behind the gateway; it holds for any broker. */
final class RelayStory {

    private final TestBroker broker;
    private final GatewayProcess gateway;
    private final ClientTransport transport;

    RelayStory(TestBroker broker, GatewayProcess gateway, ClientTransport transport) {
        this.broker = broker;
        this.gateway = gateway;
        this.transport = transport;
    }

    void tell() throws IOException {
        for (String version : List.of("1.0", "1.1", "1.2")) {
            versions(version);
        }
        acknowledges();
        transactions();
        durableSubscription();
        unacknowledgedComesBack();
    }

    private StompClient client(String... headers) throws IOException {
        return StompClient.connect(transport, gateway.port(), headers);
    }

    private static String queue() {
        return "/queue/" + UUID.randomUUID();
    }

    private void versions(String version) throws IOException {
        String queue = queue();
        try (StompClient client = StompClient.open(transport, gateway.port()).connect(version)) {
            client.sendAndAwait("SUBSCRIBE", "", "id:0", "destination:" + queue);
            String body = "grüße " + version + " \"a\\b\"\n\n日本";
            client.sendAndAwait("SEND", body, "destination:" + queue, "x-kind:" + version);
            StompClient.Received message = client.await("MESSAGE");
            assertThat(message.body()).isEqualTo(body);
            assertThat(message.header("x-kind")).isEqualTo(version);
            client.sendAndAwait("DISCONNECT", "");
        }
    }

    /** What was acknowledged is gone, what was refused comes again or is gone, the rest is the next one's. */
    private void acknowledges() throws IOException {
        String queue = queue();
        try (StompClient client = client()) {
            client.sendAndAwait(
                    "SUBSCRIBE", "", "id:0", "destination:" + queue, "ack:client-individual");
            for (String body : List.of("one", "two", "three")) {
                client.send("SEND", body, "destination:" + queue);
            }
            List<StompClient.Received> messages = client.await("MESSAGE", 3);
            client.sendAndAwait("ACK", "", "id:" + messages.get(0).header("ack"));
            client.sendAndAwait("NACK", "", "id:" + messages.get(1).header("ack"));
            if (broker.redeliversRefused()) {
                StompClient.Received again = client.await("MESSAGE", 4).get(3);
                assertThat(again.body()).isEqualTo("two");
                client.sendAndAwait("ACK", "", "id:" + again.header("ack"));
            }
            client.sendAndAwait("DISCONNECT", "");
        }
        try (StompClient next = client()) {
            next.sendAndAwait("SUBSCRIBE", "", "id:0", "destination:" + queue);
            // A broker may take a moment to notice that its last reader is gone.
            next.await("MESSAGE");
            next.send("SEND", "last", "destination:" + queue);
            assertThat(next.await("MESSAGE", 2))
                    .extracting(StompClient.Received::body)
                    .containsExactly("three", "last");
        }
    }

    private void transactions() throws IOException {
        String queue = queue();
        try (StompClient client = client()) {
            client.sendAndAwait("SUBSCRIBE", "", "id:0", "destination:" + queue);
            client.send("BEGIN", "", "transaction:a");
            client.send("SEND", "never", "destination:" + queue, "transaction:a");
            client.sendAndAwait("ABORT", "", "transaction:a");
            client.send("BEGIN", "", "transaction:b");
            client.send("SEND", "committed", "destination:" + queue, "transaction:b");
            // RabbitMQ gives the receipts of a transaction's frames when it is committed.
            client.sendAndAwait("SEND", "past it", "destination:" + queue());
            assertThat(client.all("MESSAGE")).isEmpty();
            client.sendAndAwait("COMMIT", "", "transaction:b");
            assertThat(client.await("MESSAGE").body()).isEqualTo("committed");
        }
    }

    private void durableSubscription() throws IOException {
        String topic = "/topic/" + UUID.randomUUID();
        String name = "d" + UUID.randomUUID();
        String[] subscribe = {
            "id:" + name, "destination:" + topic, String.join("\n", broker.durable(name))
        };
        try (StompClient client = client("client-id:" + name)) {
            client.sendAndAwait("SUBSCRIBE", "", subscribe);
            client.sendAndAwait("DISCONNECT", "");
        }
        try (StompClient sender = client()) {
            sender.sendAndAwait("SEND", "while you were away", "destination:" + topic);
        }
        try (StompClient client = client("client-id:" + name)) {
            client.send("SUBSCRIBE", "", subscribe);
            assertThat(client.await("MESSAGE").body()).isEqualTo("while you were away");
        }
    }

    private void unacknowledgedComesBack() throws IOException {
        String queue = queue();
        StompClient first = client();
        first.sendAndAwait(
                "SUBSCRIBE", "", "id:0", "destination:" + queue, "ack:client-individual");
        first.send("SEND", "precious", "destination:" + queue);
        first.await("MESSAGE");
        first.session().vanish();
        try (StompClient second = client()) {
            second.send("SUBSCRIBE", "", "id:0", "destination:" + queue);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(second.all("MESSAGE")).hasSize(1));
        }
    }
}
