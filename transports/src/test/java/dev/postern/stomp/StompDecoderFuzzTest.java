package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Frames with everything wrong that can be, in random pieces. Runs for a second; {@code
 * -Dfuzz.minutes=30} runs it for longer. A failure names the seed that repeats it.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class StompDecoderFuzzTest {

    private static final StompLimits LIMITS = new StompLimits(2000, 4000, 12, 300);

    @Test
    void noPieceOfInputMakesADifferenceOrThrows() {
        FuzzTime.run(seed -> {
            Random random = new Random(seed);
            StompInputs inputs = new StompInputs(random);
            byte[] input = inputs.stream();
            StompVersion version = List.of(StompVersion.values()).get(random.nextInt(3));

            List<StompEvent> whole = decode(version, List.of(input));
            assertThat(decode(version, pieces(input, random)))
                    .as("seed %d", seed)
                    .isEqualTo(whole);
            for (StompEvent event : whole) {
                if (event instanceof StompEvent.Frame frame) {
                    roundTrip(frame.frame(), version, seed);
                }
            }
        });
    }

    @Test
    void textsSplitAnywhereAreReadAsTheirWhole() {
        FuzzTime.run(seed -> {
            Random random = new Random(seed);
            String text = new StompInputs(random).text();
            StompDecoder whole = decoder(StompVersion.V1_2);
            StompDecoder split = decoder(StompVersion.V1_2);
            List<StompEvent> expected = Decoded.of(whole, text);
            List<String> pieces = new ArrayList<>();
            for (int at = 0; at < text.length(); ) {
                int end = Math.min(text.length(), at + 1 + random.nextInt(20));
                pieces.add(text.substring(at, end));
                at = end;
            }
            List<StompEvent> found = firstBroken(Decoded.of(split, pieces.toArray(String[]::new)));
            assertThat(found).as("seed %d", seed).isEqualTo(expected);
        });
    }

    /** However a frame is written, and for whom, it is read as this one frame. */
    private static void roundTrip(StompFrame frame, StompVersion from, long seed) {
        for (StompVersion to : StompVersion.values()) {
            StompFrame asBytes =
                    only(Decoded.of(unlimited(to), StompEncoder.bytes(frame, to).array()), seed);
            StompFrame asText = only(Decoded.of(unlimited(to), StompEncoder.text(frame, to)), seed);
            assertThat(asBytes.body()).as("seed %d", seed).isEqualTo(frame.body());
            assertThat(asText.text()).as("seed %d", seed).isEqualTo(frame.text());
            if (to == from && !holdsCarriageReturn(frame)) {
                assertThat(asBytes).as("seed %d", seed).isEqualTo(measured(frame, frame.body()));
                assertThat(asText)
                        .as("seed %d", seed)
                        .isEqualTo(measured(
                                new StompFrame(
                                        frame.command(),
                                        frame.headers(),
                                        StandardCharsets.UTF_8.encode(frame.text())),
                                StandardCharsets.UTF_8.encode(frame.text())));
            }
        }
    }

    private static StompFrame only(List<StompEvent> events, long seed) {
        assertThat(events).as("seed %d", seed).singleElement().isInstanceOf(StompEvent.Frame.class);
        return ((StompEvent.Frame) events.get(0)).frame();
    }

    /** The frame with a content-length that is true, where it has one or needs one. */
    private static StompFrame measured(StompFrame frame, ByteBuffer body) {
        boolean has = frame.header("content-length") != null || frame.text().indexOf('\0') >= 0;
        return has
                ? frame.withHeaders(frame.headers().with("content-length", "" + body.remaining()))
                : frame;
    }

    private static StompDecoder unlimited(StompVersion version) {
        StompDecoder decoder = new StompDecoder(StompLimits.DEFAULT);
        decoder.version(version);
        return decoder;
    }

    /** Which 1.0 and 1.1 cannot write: it becomes a space. */
    private static boolean holdsCarriageReturn(StompFrame frame) {
        List<String> texts = new ArrayList<>();
        frame.headers().forEach((name, value) -> texts.addAll(List.of(name, value)));
        return texts.stream().anyMatch(text -> text.indexOf('\r') >= 0);
    }

    private static List<StompEvent> decode(StompVersion version, List<byte[]> pieces) {
        return firstBroken(Decoded.of(decoder(version), pieces.toArray(byte[][]::new)));
    }

    private static StompDecoder decoder(StompVersion version) {
        StompDecoder decoder = new StompDecoder(LIMITS);
        decoder.version(version);
        return decoder;
    }

    /** A broken decoder says so as often as it is asked. */
    private static List<StompEvent> firstBroken(List<StompEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof StompEvent.Malformed
                    || events.get(i) instanceof StompEvent.OverLimit) {
                return events.subList(0, i + 1);
            }
        }
        return events;
    }

    private static List<byte[]> pieces(byte[] input, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        ByteBuffer left = ByteBuffer.wrap(input);
        while (left.hasRemaining()) {
            byte[] piece = new byte[1 + random.nextInt(Math.min(left.remaining(), 50))];
            left.get(piece);
            pieces.add(piece);
        }
        return pieces;
    }

    @Test
    void theGeneratorMakesFramesAndFaults() {
        int frames = 0;
        int faults = 0;
        for (int seed = 0; seed < 1000; seed++) {
            byte[] input = new StompInputs(new Random(seed)).stream();
            List<StompEvent> events = decode(StompVersion.V1_2, List.of(input));
            frames += (int)
                    events.stream().filter(StompEvent.Frame.class::isInstance).count();
            faults += (int) events.stream()
                    .filter(event -> event instanceof StompEvent.Malformed
                            || event instanceof StompEvent.OverLimit)
                    .count();
        }
        assertThat(frames).isGreaterThan(500);
        assertThat(faults).isBetween(200, 950);
    }
}
