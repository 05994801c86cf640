package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class FrameSplitterTest {

    private static final List<String> FRAMES = List.of(
            "CONNECTED\nversion:1.2\n\n\0",
            "MESSAGE\nsubscription:0\nmessage-id:1\ndestination:/topic/a\n\nhello\0",
            "MESSAGE\r\ncontent-length:5\r\n\r\na\0b\0c\0",
            "MESSAGE\ncontent-length: 3\ncontent-length:9\n\nabc\0",
            "MESSAGE\ncontent-length:0\n\n\0",
            "MESSAGE\nx-content-length:9\ncontent-lengths:9\n\ngrüße 日本\0",
            "MESSAGE\n\n" + "x".repeat(5000) + "\0",
            "MESSAGE\ncontent-length:6000\n\n" + "\0".repeat(6000) + "\0",
            "RECEIPT\nreceipt-id:7\n\n\0");

    private final List<String> cut = new ArrayList<>();
    private final FrameSplitter splitter = new FrameSplitter(
            10_000,
            (bytes, offset, length) ->
                    cut.add(new String(bytes, offset, length, StandardCharsets.UTF_8)));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000, 4999, 100_000})
    void findsTheSameFramesHoweverTheyAreCut(int size) throws UnfitFrameException {
        byte[] all = String.join("", FRAMES).getBytes(StandardCharsets.UTF_8);
        feed(all, size);
        assertThat(cut).isEqualTo(FRAMES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 100_000})
    void endsOfLineBetweenFramesAreNoPartOfThem(int size) throws UnfitFrameException {
        byte[] all = ("\n" + String.join("\r\n\n", FRAMES) + "\n").getBytes(StandardCharsets.UTF_8);
        feed(all, size);
        assertThat(cut).isEqualTo(FRAMES);
    }

    private void feed(byte[] all, int size) throws UnfitFrameException {
        for (int at = 0; at < all.length; at += size) {
            int count = Math.min(size, all.length - at);
            // Within a larger array, as a pool's buffers are.
            byte[] array = new byte[count + 3];
            System.arraycopy(all, at, array, 2, count);
            ByteBuffer piece = ByteBuffer.wrap(array, 2, count);
            splitter.take(piece);
            assertThat(piece.hasRemaining()).isFalse();
        }
    }

    /**
     * Whatever bytes come, cut anyhow: the same frames as in one piece, or the same refusal, and no
     * other exception.
     */
    @Test
    void hostileBytesAreCutTheSameHoweverTheyCome() {
        long seed = Long.getLong("fuzz.seed", 1);
        long minutes = Long.getLong("fuzz.minutes", 0);
        long end = System.nanoTime()
                + (minutes == 0
                        ? Duration.ofSeconds(1).toNanos()
                        : Duration.ofMinutes(minutes).toNanos());
        while (System.nanoTime() < end) {
            Random random = new Random(seed);
            byte[] bytes = hostile(random);
            assertThat(outcome(bytes, random, bytes.length))
                    .as("-Dfuzz.seed=%d", seed)
                    .isEqualTo(outcome(bytes, random, 1 + random.nextInt(40)));
            seed++;
        }
    }

    /** Good frames, some of their bytes changed, doubled or gone. */
    private static byte[] hostile(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = random.nextInt(6); i >= 0; i--) {
            byte[] frame =
                    FRAMES.get(random.nextInt(FRAMES.size())).getBytes(StandardCharsets.UTF_8);
            int spoiled = random.nextInt(3) == 0 ? random.nextInt(Math.min(frame.length, 60)) : -1;
            for (int at = 0; at < frame.length; at++) {
                if (at != spoiled) {
                    bytes.write(frame[at]);
                    continue;
                }
                byte[] other = {0, '\n', '\r', ':', '-', '9', (byte) random.nextInt(256)};
                for (int again = random.nextInt(4); again > 0; again--) {
                    bytes.write(other[random.nextInt(other.length)]);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** What is cut of it, and in the end why no more. */
    private static List<String> outcome(byte[] bytes, Random random, int largest) {
        List<String> found = new ArrayList<>();
        FrameSplitter fuzzed = new FrameSplitter(
                10_000,
                (array, offset, length) ->
                        found.add(new String(array, offset, length, StandardCharsets.ISO_8859_1)));
        try {
            for (int at = 0, size; at < bytes.length; at += size) {
                size = Math.min(bytes.length - at, 1 + random.nextInt(largest));
                fuzzed.take(ByteBuffer.wrap(bytes, at, size));
            }
        } catch (UnfitFrameException e) {
            found.add("refused, too big: " + e.tooBig());
        }
        return found;
    }

    @Test
    void aFrameOfTheLargestSizeFits() throws UnfitFrameException {
        String head = "MESSAGE\n\n";
        String largest = head + "x".repeat(10_000 - head.length() - 1) + "\0";
        take(largest);
        assertThat(cut).containsExactly(largest);
        String head2 = "MESSAGE\ncontent-length:9970\n\n";
        String largest2 = head2 + "x".repeat(9970) + "\0";
        assertThat(largest2).hasSize(10_000);
        take(largest2);
        assertThat(cut).containsExactly(largest, largest2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 100_000})
    void aLargerOneDoesNot(int size) {
        byte[] tooBig = ("MESSAGE\n\n" + "x".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> feed(tooBig, size))
                .isInstanceOfSatisfying(
                        UnfitFrameException.class, e -> assertThat(e.tooBig()).isTrue())
                .hasMessageContaining("10000 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10000", "99999999999999999999"})
    void aLengthIsNotBelievedBeforeItIsThere(String length) {
        assertThatThrownBy(() -> take("MESSAGE\ncontent-length:" + length + "\n\n"))
                .hasMessageContaining("10000 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MESSAGE\ncontent-length:abc\n\nabc\0",
                "MESSAGE\ncontent-length:-1\n\nabc\0",
                "MESSAGE\ncontent-length:\n\nabc\0",
                "MESSAGE\ncontent-length:2\n\nabc\0",
                "MESSAGE\0"
            })
    void whatCannotBeUnderstoodIsSaid(String frame) {
        assertThatThrownBy(() -> take(frame))
                .isInstanceOfSatisfying(
                        UnfitFrameException.class, e -> assertThat(e.tooBig()).isFalse());
    }

    private void take(String text) throws UnfitFrameException {
        splitter.take(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
