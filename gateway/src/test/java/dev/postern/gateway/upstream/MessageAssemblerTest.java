package dev.postern.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;

import org.eclipse.jetty.websocket.core.OpCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

class MessageAssemblerTest {

    private final MessageAssembler assembler = new MessageAssembler(10);

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aWholeFrameIsAMessage() {
        assertThat(assembler.take(OpCode.TEXT, true, utf8("häl")))
                .isEqualTo(new Assembled.Text("häl"));
        assertThat(assembler.take(OpCode.BINARY, true, ByteBuffer.wrap(new byte[] {1, 2})))
                .isEqualTo(new Assembled.Binary(ByteBuffer.wrap(new byte[] {1, 2})));
        assertThat(assembler.take(OpCode.TEXT, true, ByteBuffer.allocate(0)))
                .isEqualTo(new Assembled.Text(""));
    }

    @Test
    void fragmentsMayCutACharacterAndBeEmpty() {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3; round++) {
            assertThat(assembler.take(OpCode.TEXT, false, ByteBuffer.wrap(euro, 0, 1)))
                    .isEqualTo(Assembled.INCOMPLETE);
            assertThat(assembler.take(OpCode.CONTINUATION, false, ByteBuffer.allocate(0)))
                    .isEqualTo(Assembled.INCOMPLETE);
            assertThat(assembler.take(OpCode.CONTINUATION, true, ByteBuffer.wrap(euro, 1, 2)))
                    .isEqualTo(new Assembled.Text("€"));
        }
    }

    @Test
    void theLimitIsOfTheMessageNotOfTheFrame() {
        assertThat(assembler.take(OpCode.TEXT, true, utf8("0123456789")))
                .isEqualTo(new Assembled.Text("0123456789"));
        assertThat(assembler.take(OpCode.TEXT, false, utf8("01234")))
                .isEqualTo(Assembled.INCOMPLETE);
        assertThat(assembler.take(OpCode.CONTINUATION, true, utf8("567890")))
                .isEqualTo(new Assembled.Unfit(CloseStatus.TOO_BIG));
        assertThat(assembler.take(OpCode.BINARY, true, ByteBuffer.allocate(11)))
                .isEqualTo(new Assembled.Unfit(CloseStatus.TOO_BIG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c328", "c0af", "eda080", "f4908080", "80", "e282", "efbfbdff"})
    void malformedUtf8IsUnfit(String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        assertThat(assembler.take(OpCode.TEXT, true, ByteBuffer.wrap(bytes)))
                .isEqualTo(new Assembled.Unfit(CloseStatus.INVALID_UTF8));
    }

    @Test
    void theReplacementCharacterItselfIsText() {
        assertThat(assembler.take(OpCode.TEXT, true, utf8("\uFFFD")))
                .isEqualTo(new Assembled.Text("\uFFFD"));
    }
}
