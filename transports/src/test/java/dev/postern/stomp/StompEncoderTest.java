package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class StompEncoderTest {

    @Test
    void writesAFrame() {
        StompFrame frame = StompFrame.of(
                StompCommand.MESSAGE, StompHeaders.of("destination", "/topic/a", "x", ""), "hi");

        assertThat(StompEncoder.text(frame, StompVersion.V1_2))
                .isEqualTo("MESSAGE\ndestination:/topic/a\nx:\n\nhi\0");
        assertThat(StompEncoder.bytes(frame, StompVersion.V1_2))
                .isEqualTo(
                        StandardCharsets.UTF_8.encode("MESSAGE\ndestination:/topic/a\nx:\n\nhi\0"));
    }

    @ParameterizedTest
    @CsvSource({
        "V1_0, 'a:\\  b'",
        "V1_1, 'a\\c\\\\\\n b'",
        "V1_2, 'a\\c\\\\\\n\\rb'",
    })
    void escapesAsTheVersionDoes(StompVersion version, String written) {
        StompFrame frame = StompFrame.of(StompCommand.MESSAGE, StompHeaders.of("x", "a:\\\n\rb"));

        assertThat(StompEncoder.text(frame, version)).isEqualTo("MESSAGE\nx:" + written + "\n\n\0");
    }

    @Test
    void doesNotEscapeWhatBeginsASession() {
        StompFrame frame =
                StompFrame.of(StompCommand.CONNECTED, StompHeaders.of("x", "a:b\nc:d\\"));

        assertThat(StompEncoder.text(frame, StompVersion.V1_2))
                .isEqualTo("CONNECTED\nx:a:b c:d\\\n\n\0");
    }

    @Test
    void addsAContentLengthWhereTheBodyHoldsANul() {
        StompFrame frame = StompFrame.of(StompCommand.SEND, StompHeaders.EMPTY, "ä\0b");

        assertThat(StompEncoder.text(frame, StompVersion.V1_2))
                .isEqualTo("SEND\ncontent-length:4\n\nä\0b\0");
    }

    @ParameterizedTest
    @EnumSource(StompVersion.class)
    void whatItWritesIsReadAsItWas(StompVersion version) {
        StompFrame frame = new StompFrame(
                StompCommand.SEND,
                StompHeaders.of("destination", "/a\\b:c", "content-length", "4"),
                ByteBuffer.wrap(new byte[] {0, (byte) 0xff, '\n', 0}));
        StompDecoder decoder = new StompDecoder(StompLimits.DEFAULT);
        decoder.version(version);

        decoder.bytes(StompEncoder.bytes(frame, version));

        assertThat(decoder.next()).isEqualTo(new StompEvent.Frame(frame));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "5", "999"})
    void believesNoContentLength(String said) {
        StompFrame frame = StompFrame.of(
                StompCommand.SEND, StompHeaders.of("content-length", said, "x", "1"), "grüße");

        String written = "SEND\ncontent-length:7\nx:1\n\ngrüße\0";
        assertThat(StompEncoder.text(frame, StompVersion.V1_2)).isEqualTo(written);
        assertThat(StompEncoder.bytes(frame, StompVersion.V1_2))
                .isEqualTo(StandardCharsets.UTF_8.encode(written));
    }

    /** A byte that is not UTF-8 becomes three, and what no longer fits would be another frame. */
    @Test
    void aBodyThatIsSpoiledIsStillOneFrame() {
        byte[] body = new byte[100];
        Arrays.fill(body, (byte) 0xff);
        byte[] forged = "\0MESSAGE\nsubscription:1\n\nforged\0".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(forged, 0, body, 100 - forged.length, forged.length);
        StompFrame frame = new StompFrame(
                StompCommand.MESSAGE,
                StompHeaders.of("content-length", "100"),
                ByteBuffer.wrap(body));

        StompFrame read =
                Decoded.frame(StompVersion.V1_2, StompEncoder.text(frame, StompVersion.V1_2));

        assertThat(read.text()).isEqualTo(frame.text());
        assertThat(frame.isUtf8()).isFalse();
        assertThat(read.isUtf8()).isTrue();
    }

    @Test
    void aColonEndsNoNameWhereThereAreNoEscapes() {
        StompFrame frame = StompFrame.of(
                StompCommand.MESSAGE, StompHeaders.of("content-length:", "9", "a:b", "c:d"), "hi");

        assertThat(StompEncoder.text(frame, StompVersion.V1_0))
                .isEqualTo("MESSAGE\ncontent-length_:9\na_b:c:d\n\nhi\0");
        assertThat(StompEncoder.text(frame, StompVersion.V1_1))
                .isEqualTo("MESSAGE\ncontent-length\\c:9\na\\cb:c\\cd\n\nhi\0");
    }
}
