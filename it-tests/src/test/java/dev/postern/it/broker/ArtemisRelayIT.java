package dev.postern.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.browser.Browser;
import dev.postern.it.browser.Chromium;
import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.Sequence;
import dev.postern.it.support.SockJsClient;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Whatever Artemis can do, a client behind the gateway can use. */
class ArtemisRelayIT {

    private static ArtemisBroker broker;
    private static RelayStand stand;

    @BeforeAll
    static void start() throws Exception {
        broker = ArtemisBroker.start();
        stand = RelayStand.before(broker.port());
    }

    @AfterAll
    static void stop() throws Exception {
        if (stand != null) {
            stand.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientTransport.class,
            names = {"WEBSOCKET", "RAW_WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    void isTransparent(ClientTransport transport) throws Exception {
        new RelayStory(broker, stand.gateway(), transport).tell();
    }

    @Test
    void soCanAPage() {
        try (Browser browser = Chromium.start()) {
            new BrowserStory(browser, stand.pages(), stand.gateway()).tell();
        }
    }

    /** Three seconds of it, or {@code -Dfuzz.minutes}, from {@code -Dfuzz.seed} on. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void hostileFramesDisturbNobodyElse() throws Exception {
        int minutes = Integer.getInteger("fuzz.minutes", 0);
        long seed = Long.getLong("fuzz.seed", minutes == 0 ? 1 : System.nanoTime());
        long end = System.nanoTime()
                + (minutes == 0 ? TimeUnit.SECONDS.toNanos(3) : TimeUnit.MINUTES.toNanos(minutes));
        Sequence heard = new Sequence("bystander");
        try (StompClient bystander =
                StompClient.connect(ClientTransport.WEBSOCKET, stand.gateway().port(), heard)) {
            String queue = "/queue/" + UUID.randomUUID();
            bystander.sendAndAwait("SUBSCRIBE", "", "id:0", "destination:" + queue);
            for (int round = 0; System.nanoTime() < end; round++) {
                misbehave(round % 2 == 0 ? "RAW_WEBSOCKET" : "XHR_POLLING", seed + round);
                String text = heard.text(round);
                int length = text.getBytes(StandardCharsets.UTF_8).length;
                bystander.send("SEND", text, "destination:" + queue, "content-length:" + length);
                int expected = round + 1;
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(1))
                        .failFast("seed " + (seed + round), bystander::hasEnded)
                        .until(() -> heard.heard() == expected);
            }
            assertThat(heard.mistakes()).isEmpty();
            bystander.sendAndAwait("DISCONNECT", "");
        }
        assertThat(stand.gateway().log())
                .noneMatch(line -> line.contains("\tat ") || line.contains(" ERROR "));
    }

    private static void misbehave(String transport, long seed) throws IOException {
        List<String> messages = new HostileFrames(seed).messages();
        try (SockJsClient hostile = SockJsClient.start(
                ClientTransport.valueOf(transport),
                ClientTarget.of(stand.gateway().port(), "/stomp", "k"),
                text -> {})) {
            hostile.send(messages);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() ->
                            hostile.ended().isDone() || hostile.acknowledged() == messages.size());
        }
    }
}
