package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Backend;
import dev.postern.api.CloseStatus;
import dev.postern.session.FakeTimers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Clients that send anything at all, and one beside them that must notice nothing. As {@link
 * StompDecoderFuzzTest}, {@code -Dfuzz.minutes} runs it for longer.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class StompGateFuzzTest {

    private static final String CONNECT = "CONNECT\naccept-version:1.2\nheart-beat:1,1\n\n\0";

    private final FakeTimers timers = new FakeTimers();
    private final StompGate gate = new StompGate(
            Backend.nonBlocking(session -> new Echo((StompSession) session)),
            StompSettings.DEFAULT
                    .withLimits(new StompLimits(2000, 3000, 12, 300))
                    .withRules(StompRules.parse(List.of("send /topic/**", "subscribe /**"))),
            Duration.ofSeconds(25),
            timers);
    private final FakeSession bystander = comes();
    private int hostile;
    private int ended;

    private record Echo(StompSession session) implements StompConnection {

        @Override
        public void onFrame(StompFrame frame) {
            switch (frame.command()) {
                case CONNECT, STOMP ->
                    session.send(StompFrame.of(StompCommand.CONNECTED, StompHeaders.EMPTY));
                case DISCONNECT -> session.close(CloseStatus.NORMAL);
                default ->
                    session.send(
                            new StompFrame(StompCommand.MESSAGE, frame.headers(), frame.body()));
            }
        }
    }

    @Test
    void nobodyButTheSenderIsTouched() {
        bystander.says("CONNECT\naccept-version:1.2\nheart-beat:0,0\n\n\0");
        bystander.sent.clear();

        FuzzTime.run(this::oneRound);

        assertThat(hostile).isGreaterThan(100);
        assertThat(ended).isBetween(hostile / 5, hostile - 10);
    }

    private void oneRound(long seed) {
        Random random = new Random(seed);
        FakeSession client = comes();
        if (random.nextInt(4) > 0) {
            client.says(CONNECT);
        }
        byte[] input = new StompInputs(random).stream();
        if (random.nextBoolean()) {
            client.says(new String(input, StandardCharsets.UTF_8));
        } else if (client.connection != null) {
            client.connection.onBinary(ByteBuffer.wrap(input));
        }
        timers.pass(Duration.ofMillis(random.nextInt(20)));
        assertThat(client.closed).isNotEqualTo(CloseStatus.INTERNAL_ERROR);
        hostile++;
        if (client.closed != null) {
            ended++;
            String last = client.sent.isEmpty() ? "" : client.sent.get(client.sent.size() - 1);
            assertThat(last.startsWith("ERROR\n") || client.closed.equals(CloseStatus.NORMAL))
                    .as("an ERROR before %s", client.closed)
                    .isTrue();
        } else if (client.connection != null) {
            client.connection.onClose(CloseStatus.GOING_AWAY);
        }

        bystander.says("SEND\ndestination:/topic/a\n\n" + seed + "\0");
        assertThat(bystander.sent)
                .containsExactly("MESSAGE\ndestination:/topic/a\n\n" + seed + "\0");
        bystander.sent.clear();
        assertThat(bystander.closed).isNull();
    }

    private FakeSession comes() {
        FakeSession client = new FakeSession();
        gate.connect(client, client);
        return client;
    }
}
