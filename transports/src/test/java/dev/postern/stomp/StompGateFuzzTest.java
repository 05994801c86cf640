package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Backend;
import dev.postern.api.CloseStatus;
import dev.postern.api.Limits;
import dev.postern.session.FakeTimers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
            Limits.DEFAULT,
            timers);
    private final FakeSession bystander = comes();
    private int hostile;
    private int ended;
    private int mixed;

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

    /** Each message to a backend is one frame, and no rule is passed by, however texts and bytes mix. */
    @Test
    void whatABackendReadsIsWhatTheGateHasRead() {
        FuzzTime.run(seed -> {
            Random random = new Random(seed);
            byte[] input = new StompInputs(random).stream();
            StompGateFlowTest.RecordingConnection backend =
                    new StompGateFlowTest.RecordingConnection();
            FakeSession client = new FakeSession();
            new StompGate(
                            Backend.nonBlocking(backend::of),
                            StompSettings.DEFAULT.withRules(StompRules.parse(
                                    List.of("send /topic/a", "subscribe /topic/a"))),
                            Limits.DEFAULT,
                            timers)
                    .connect(client, client);
            client.says(CONNECT);
            StompDecoder reference = new StompDecoder(StompLimits.DEFAULT);
            reference.version(StompVersion.V1_2);
            List<StompFrame> expected = new ArrayList<>();
            for (StompEvent event : Decoded.of(reference, input)) {
                if (event instanceof StompEvent.Frame frame) {
                    expected.add(frame.frame());
                }
            }

            saysInPieces(client, input, random);

            assertThat(backend.destinations).as("seed %d", seed).allMatch("/topic/a"::equals);
            assertThat(backend.frames)
                    .as("seed %d", seed)
                    .hasSizeLessThanOrEqualTo(expected.size());
            for (int i = 0; i < backend.frames.size(); i++) {
                StompFrame found = backend.frames.get(i);
                assertThat(found.command())
                        .as("seed %d", seed)
                        .isEqualTo(expected.get(i).command());
                assertThat(found.body())
                        .as("seed %d", seed)
                        .isEqualTo(expected.get(i).body());
            }
            mixed += backend.frames.size();
            client.connection.onClose(CloseStatus.GOING_AWAY);
        });
        assertThat(mixed).isGreaterThan(100);
    }

    /** As texts where they can be, now and then, else as bytes. */
    private static void saysInPieces(FakeSession client, byte[] input, Random random) {
        ByteBuffer left = ByteBuffer.wrap(input);
        while (left.hasRemaining() && client.closed == null) {
            byte[] piece = new byte[1 + random.nextInt(Math.min(left.remaining(), 80))];
            left.get(piece);
            String text = new String(piece, StandardCharsets.UTF_8);
            boolean isText = Arrays.equals(piece, text.getBytes(StandardCharsets.UTF_8));
            if (isText && random.nextInt(3) > 0) {
                client.says(text);
            } else {
                client.saysInBytes(piece);
            }
        }
    }

    private FakeSession comes() {
        FakeSession client = new FakeSession();
        gate.connect(client, client);
        return client;
    }
}
