package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

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
