package dev.postern.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.Sequence;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A hundred thousand messages in bursts, to one subscriber that keeps up and one that often does not,
 * by a gateway with little memory: none lost, none twice, none out of order.
 */
class RelayFloodIT {

    private static final int MESSAGES = 100_000;
    private static final int LARGEST_BURST = 2_000;

    /** How far the slow subscriber falls behind each time: 50 MB, in a gateway with 64 for everything. */
    private static final int BEHIND = MESSAGES / 4;

    private static final String FILLER = "x".repeat(2_000);

    private static final String TOPIC = "/topic/flood";

    private static ArtemisBroker broker;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        broker = ArtemisBroker.start();
        gateway = GatewayProcess.startWithin(
                "64m",
                "--grace",
                "500ms",
                // A laggard lags for as long as this machine is slow, and says nothing: the most
                // there is.
                "--stall",
                "50s",
                "--stomp-heartbeat",
                "0s",
                "--route",
                "/stomp=stomp+tcp://127.0.0.1:" + broker.port());
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

    @Test
    void allMessagesArriveOnceAndInOrder() throws Exception {
        Sequence quick = new Sequence("m");
        Sequence slow = new Sequence("m");
        try (StompClient sender =
                        StompClient.connect(ClientTransport.RAW_WEBSOCKET, gateway.port());
                StompClient reader = StompClient.connect(
                        ClientTransport.XHR_STREAMING, gateway.port(), unfilled(quick));
                StompClient laggard = StompClient.connect(
                        ClientTransport.WEBSOCKET, gateway.port(), unfilled(slow))) {
            reader.sendAndAwait("SUBSCRIBE", "", "id:0", "destination:" + TOPIC);
            laggard.sendAndAwait("SUBSCRIBE", "", "id:0", "destination:" + TOPIC);
            Random random = new Random(1);
            int sent = 0;
            for (int stop = BEHIND; stop <= MESSAGES; stop += BEHIND) {
                laggard.session().stall();
                while (sent < stop) {
                    int burst = Math.min(stop - sent, 1 + random.nextInt(LARGEST_BURST));
                    for (int end = sent + burst; sent < end; sent++) {
                        publish(sender, quick.text(sent));
                    }
                    // The test's own memory is to be bounded too.
                    int least = sent - 2 * LARGEST_BURST;
                    awaitThat(() -> quick.heard() >= least, sender, reader);
                }
                int all = sent;
                awaitThat(() -> quick.heard() == all, sender, reader);
                assertThat(slow.heard()).isLessThan(all);
                laggard.session().readOn();
                awaitThat(() -> slow.heard() == all, sender, laggard);
            }
            publish(sender, quick.text(MESSAGES));
            awaitThat(() -> quick.heard() > MESSAGES && slow.heard() > MESSAGES, reader, laggard);
            sender.sendAndAwait("DISCONNECT", "");
        }
        assertThat(quick.mistakes()).isEmpty();
        assertThat(slow.mistakes()).isEmpty();
        assertThat(gateway.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
    }

    private static Consumer<String> unfilled(Sequence ear) {
        return body -> ear.accept(
                body.endsWith(FILLER)
                        ? body.substring(0, body.length() - FILLER.length())
                        : "without its end: " + body);
    }

    private static void publish(StompClient sender, String number) {
        String text = number + FILLER;
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        sender.send("SEND", text, "destination:" + TOPIC, "content-length:" + length);
    }

    private static void awaitThat(BooleanSupplier condition, StompClient... clients) {
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(2)).until(() -> {
            for (StompClient client : clients) {
                if (client.hasEnded()) {
                    throw new AssertionError("ended: " + client.awaitEnd());
                }
            }
            return condition.getAsBoolean();
        });
    }
}
