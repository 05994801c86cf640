package dev.postern.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;

class FrameEncoderTest {

    private static final byte[] NOTHING = {};

    @Test
    void writesEachFrameAsTheClientReadsIt() {
        assertThat(json(Frame.OPEN)).isEqualTo("o");
        assertThat(json(Frame.HEARTBEAT)).isEqualTo("h");
        assertThat(json(messages("x", "y\n"))).isEqualTo("a[\"x\",\"y\\n\"]");
        assertThat(json(messages("x"))).isEqualTo("a[\"x\"]");
        assertThat(json(messages())).isEqualTo("a[]");
        assertThat(json(new Frame.Close(3000, "Go away!"))).isEqualTo("c[3000,\"Go away!\"]");
        assertThat(json(new Frame.Close(1001, "\"\u00e9\"")))
                .isEqualTo("c[1001,\"\\\"\u00e9\\\"\"]");
    }

    @Test
    void putsTheTransportsBytesAroundIt() {
        ByteBuffer buffer = FrameEncoder.encode(
                messages("100%"),
                Quoting.EVENT_SOURCE,
                "data: ".getBytes(UTF_8),
                "\r\n\r\n".getBytes(UTF_8));
        assertThat(text(buffer)).isEqualTo("data: a[\"100%25\"]\r\n\r\n");
    }

    @Test
    void writesJsonpAndHtmlFileAsTheOfficialSuiteWantsThem() {
        byte[] before = "/**/callback(\"".getBytes(UTF_8);
        byte[] after = "\");\r\n".getBytes(UTF_8);
        assertThat(text(FrameEncoder.encode(Frame.OPEN, Quoting.SCRIPT, before, after)))
                .isEqualTo("/**/callback(\"o\");\r\n");
        assertThat(text(FrameEncoder.encode(messages("x"), Quoting.SCRIPT, before, after)))
                .isEqualTo("/**/callback(\"a[\\\"x\\\"]\");\r\n");
        Frame close = new Frame.Close(3000, "Go away!");
        assertThat(text(FrameEncoder.encode(close, Quoting.SCRIPT, before, after)))
                .isEqualTo("/**/callback(\"c[3000,\\\"Go away!\\\"]\");\r\n");
    }

    @Test
    void allocatesExactlyWhatItWrites() {
        for (Frame frame :
                List.of(Frame.OPEN, messages("a", "\u20ac"), new Frame.Close(1000, "%"))) {
            for (Quoting quoting : Quoting.values()) {
                ByteBuffer buffer = FrameEncoder.encode(frame, quoting, new byte[3], new byte[2]);
                assertThat(buffer.remaining()).isEqualTo(buffer.capacity());
                assertThat(buffer.hasArray()).isTrue();
            }
        }
    }

    @Test
    void refusesBinaryMessages() {
        Frame frame = new Frame.Messages(List.of(new BinaryMessage(ByteBuffer.allocate(1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrameEncoder.encode(frame, Quoting.JSON, NOTHING, NOTHING));
    }

    private static Frame messages(String... texts) {
        return new Frame.Messages(
                List.of(texts).stream().map(EncodedMessage::new).toList());
    }

    private static String json(Frame frame) {
        return text(FrameEncoder.encode(frame, Quoting.JSON, NOTHING, NOTHING));
    }

    private static String text(ByteBuffer buffer) {
        return UTF_8.decode(buffer).toString();
    }
}
