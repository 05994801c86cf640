package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.CloseStatus;
import dev.postern.api.Limits;
import dev.postern.stomp.StompCommand;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Who does not keep up holds the other side back, and nobody's memory is filled. */
class RelayFlowTest {

    private static final String CONNECTED = "CONNECTED\nversion:1.2\n\n\0";
    private static final String BODY = "x".repeat(100_000);

    /** Together more than both sockets' buffers hold. */
    private static final int MESSAGES = 200;

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

    @Test
    void aSlowClientLeavesItsBrokersSocketUnread() throws Exception {
        RelayClient client = RelayClient.connect(running.relay());
        try (ScriptedBroker.Peer peer = broker.accept()) {
            peer.hear();
            peer.say(CONNECTED);
            await().until(() -> client.received.size() == 1);
            client.writable = false;
            AtomicInteger said = new AtomicInteger();
            CompletableFuture<Void> saying = CompletableFuture.runAsync(() -> {
                while (said.get() < MESSAGES) {
                    peer.say("MESSAGE\nn:" + said.get() + "\n\n" + BODY + '\0');
                    said.incrementAndGet();
                }
            });
            await().until(() -> client.received.size() > 1);
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> client.received.size() < 5 && said.get() < MESSAGES);

            client.keepsUpAgain();

            saying.get(30, TimeUnit.SECONDS);
            await().until(() -> client.received.size() == MESSAGES + 1);
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(client.received.get(i + 1)).startsWith("MESSAGE\nn:" + i + "\n");
            }
        }
    }

    @Test
    void aSlowBrokerPausesItsClientUntilItReads() throws Exception {
        RelayClient client = RelayClient.connect(running.relay());
        try (ScriptedBroker.Peer peer = broker.accept()) {
            peer.hear();
            peer.say(CONNECTED);
            await().until(() -> client.received.size() == 1);
            int sent = 0;
            while (!staysPaused(client) && sent < MESSAGES) {
                client.says(StompCommand.SEND, BODY, "destination", "/queue/a", "n", "" + sent);
                sent++;
            }
            assertThat(sent).isLessThan(MESSAGES);
            for (int i = 0; i < sent; i++) {
                assertThat(peer.hear()).contains("\nn:" + i + "\n").endsWith(BODY);
            }
            await().until(() -> !client.paused);
            assertThat(client.fault).isNull();
        }
    }

    @Test
    void aClientThatIsPausedInVainIsEndedAtTheLimit() throws Exception {
        RelayClient client = RelayClient.connect(running.relay());
        try (ScriptedBroker.Peer peer = broker.accept()) {
            peer.hear();
            peer.say(CONNECTED);
            await().until(() -> client.received.size() == 1);
            long most = 2L * Limits.DEFAULT.receiveLimit() / BODY.length() + MESSAGES;
            for (int i = 0; i < most && client.fault == null; i++) {
                client.says(StompCommand.SEND, BODY, "destination", "/queue/a");
            }
            assertThat(client.fault).isNotNull();
            assertThat(client.fault.status()).isEqualTo(CloseStatus.SLOW_BACKEND);
            assertThat(client.fault.message()).contains("receive-queue");
        }
    }

    /** Not only until the sockets have taken what waits. */
    private static boolean staysPaused(RelayClient client) {
        if (!client.paused) {
            return false;
        }
        try {
            await().atMost(Duration.ofMillis(500)).until(() -> !client.paused);
            return false;
        } catch (ConditionTimeoutException itDoes) {
            return true;
        }
    }
}
