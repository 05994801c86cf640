package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

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
}
