package dev.postern.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.Ending;
import dev.postern.it.support.GatewayProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Who a client is to RabbitMQ: itself, the gateway, or its own name with the gateway's passcode.
 * RabbitMQ compares a message's {@code user-id} with the login of its connection: so it tells.
 */
class RabbitLoginIT {

    /** The passcode is "secret"; as {@code openssl passwd -6} prints it. */
    private static final String HASH =
            "$6$saltsalt$TVLlQcbpFVof5W3Yz4DTP6gRstiNuHwwTt6GLc1E5n0U0aDehy0S5knV8wiOQSpT"
                    + "0Y77vwPZN.Pq.H91p5hVO1";

    @TempDir
    private static Path home;

    private static RabbitBroker broker;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        broker = RabbitBroker.start(home);
        Path secret = Files.writeString(home.resolve("secret"), RabbitDefinitions.SECRET + "\n");
        Path users = Files.writeString(
                home.resolve("users"), "ann:" + HASH + "\nbob:" + HASH + "\ncarl:" + HASH + "\n");
        String target = "stomp+tcp://127.0.0.1:" + broker.port();
        Path config = Files.writeString(home.resolve("postern.yaml"), """
                grace: 500ms
                routes:
                  /own: %1$s
                  /gateways:
                    target: %1$s
                    relay: {login: gateway, passcode-file: %2$s}
                  /second:
                    target: %1$s
                    relay: {login: gateway, passcode-file: %2$s, virtual-host: %4$s}
                  /users:
                    target: %1$s
                    stomp: {users: %3$s}
                    relay: {login: "{user}", passcode-file: %2$s}
                """.formatted(
                        target, secret, users, RabbitDefinitions.SECOND));
        gateway = GatewayProcess.start("--config", config.toString());
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    private static StompClient open(String prefix) throws IOException {
        return StompClient.open(ClientTransport.WEBSOCKET, gateway.port(), prefix);
    }

    private static StompClient connected(String prefix, String login, String passcode)
            throws IOException {
        StompClient client = open(prefix);
        says(client, login, passcode);
        client.await("CONNECTED");
        return client;
    }

    private static void says(StompClient client, String login, String passcode) {
        client.send(
                "CONNECT",
                "",
                "accept-version:1.2",
                "host:/",
                "login:" + login,
                "passcode:" + passcode);
    }

    private static String queue() {
        return "/queue/" + UUID.randomUUID();
    }

    /** It sends by its name and may; by another's it may not. */
    private static void assertIs(StompClient client, String name, String other) {
        String queue = queue();
        client.sendAndAwait("SUBSCRIBE", "", "id:0", "destination:" + queue);
        client.sendAndAwait("SEND", "hello", "destination:" + queue, "user-id:" + name);
        assertThat(client.await("MESSAGE").header("user-id")).isEqualTo(name);
        client.send("SEND", "hello", "destination:" + queue, "user-id:" + other);
        assertThat(client.await("ERROR").body()).contains("user_id property set to '" + other);
        assertThat(client.awaitEnd()).isEqualTo(new Ending(1008, "Broker sent an ERROR"));
    }

    @Test
    void aClientsOwnLoginIsTheBrokersToCheck() throws IOException {
        try (StompClient client = connected("/own", "guest", "guest")) {
            assertIs(client, "guest", "gateway");
        }
    }

    @Test
    void aWrongLoginIsAnErrorOfTheBrokers() throws IOException {
        try (StompClient client = open("/own")) {
            says(client, "guest", "wrong");
            StompClient.Received error = client.await("ERROR");
            assertThat(error.header("message")).isEqualTo("Bad CONNECT");
            assertThat(error.body()).isEqualTo("Access refused for user 'guest'\n");
            assertThat(client.awaitEnd()).isEqualTo(new Ending(1008, "Broker sent an ERROR"));
        }
    }

    @Test
    void theGatewaysLoginStandsInForWhateverAClientSays() throws IOException {
        try (StompClient client = connected("/gateways", "guest", "wrong")) {
            assertIs(client, "gateway", "guest");
        }
    }

    @Test
    void theVirtualHostIsTheRoutesAndAnotherOne() throws IOException {
        String queue = queue();
        try (StompClient here = connected("/gateways", "", "");
                StompClient there = connected("/second", "", "")) {
            here.sendAndAwait("SUBSCRIBE", "", "id:0", "destination:" + queue);
            there.sendAndAwait("SUBSCRIBE", "", "id:0", "destination:" + queue);
            here.sendAndAwait("SEND", "here", "destination:" + queue);
            there.sendAndAwait("SEND", "there", "destination:" + queue);
            assertThat(here.await("MESSAGE").body()).isEqualTo("here");
            assertThat(there.await("MESSAGE").body()).isEqualTo("there");
            here.sendAndAwait("DISCONNECT", "");
            there.sendAndAwait("DISCONNECT", "");
            assertThat(here.all("MESSAGE")).hasSize(1);
            assertThat(there.all("MESSAGE")).hasSize(1);
        }
    }

    @Test
    void eachClientIsToTheBrokerWhoItIsToTheGate() throws IOException {
        try (StompClient ann = connected("/users", "ann", "secret");
                StompClient bob = connected("/users", "bob", "secret")) {
            assertIs(ann, "ann", "bob");
            assertIs(bob, "bob", "ann");
        }
    }

    /** The gate knows carl, the broker does not; somebody has to hear of it. */
    @Test
    void whomTheBrokerDoesNotKnowItRefuses() throws IOException {
        try (StompClient carl = open("/users")) {
            says(carl, "carl", "secret");
            assertThat(carl.await("ERROR").body()).isEqualTo("Access refused for user 'carl'\n");
            carl.awaitEnd();
        }
        await().untilAsserted(() -> assertThat(gateway.log())
                .anyMatch(line -> line.contains("/users: broker 127.0.0.1:" + broker.port()
                        + " refused a login by relay.login")));
        assertThat(gateway.log()).noneMatch(line -> line.contains("/own: "));
    }

    @Test
    void whomTheGateDoesNotKnowTheBrokerNeverSees() throws IOException {
        try (StompClient ann = open("/users")) {
            says(ann, "ann", RabbitDefinitions.SECRET);
            assertThat(ann.await("ERROR").header("message"))
                    .isEqualTo("Wrong or missing credentials");
            assertThat(ann.awaitEnd()).extracting(Ending::code).isEqualTo(3000);
        }
    }
}
