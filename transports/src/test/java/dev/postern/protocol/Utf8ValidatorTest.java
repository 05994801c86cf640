package dev.postern.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.util.HexFormat;

class Utf8ValidatorTest {

    @Test
    void acceptsEveryCodePoint() {
        Utf8Validator validator = new Utf8Validator();
        for (int c = 0; c <= 0x10ffff; c++) {
            if (c < 0xd800 || c > 0xdfff) {
                byte[] bytes = Character.toString(c).getBytes(UTF_8);
                assertThat(validator.feed(ByteBuffer.wrap(bytes))).isEqualTo(bytes.length);
                assertThat(validator.isComplete()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "80, 0",
        "61bf, 1",
        "c080, 0",
        "c1bf, 0",
        "c3c3, 1",
        "e08080, 1",
        "e09fbf, 1",
        "eda080, 1",
        "edbfbf, 1",
        "e28261, 2",
        "f08fbfbf, 1",
        "f4908080, 1",
        "f5808080, 0",
        "ff, 0",
        "6162636465666768696a6b6c6dff, 13",
    })
    void findsTheFirstWrongByteHoweverCut(String hex, int valid) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        Utf8Validator whole = new Utf8Validator();
        assertThat(whole.feed(ByteBuffer.wrap(bytes))).isEqualTo(valid);
        assertThat(whole.isComplete()).isFalse();
        assertThat(whole.feed(ByteBuffer.wrap(new byte[] {'a'}))).isZero();

        Utf8Validator cut = new Utf8Validator();
        int sum = 0;
        for (byte b : bytes) {
            sum += cut.feed(ByteBuffer.wrap(new byte[] {b}));
        }
        assertThat(sum).isEqualTo(valid);
        assertThat(cut.isComplete()).isFalse();
    }

    @Test
    void isNotCompleteWithinACharacter() {
        Utf8Validator validator = new Utf8Validator();
        byte[] euro = "\u20ac".getBytes(UTF_8);
        assertThat(validator.feed(ByteBuffer.wrap(euro, 0, 2))).isEqualTo(2);
        assertThat(validator.isComplete()).isFalse();
        assertThat(validator.feed(ByteBuffer.wrap(euro, 2, 1))).isEqualTo(1);
        assertThat(validator.isComplete()).isTrue();
    }

    @Test
    void beginsAnew() {
        Utf8Validator validator = new Utf8Validator();
        validator.feed(ByteBuffer.wrap(new byte[] {(byte) 0xE2, 'a'}));
        validator.reset();
        assertThat(validator.isComplete()).isTrue();
        assertThat(validator.feed(ByteBuffer.wrap(new byte[] {'a'}))).isEqualTo(1);
    }

    @Test
    void leavesThePositionAlone() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(40).position(3).limit(30);
        assertThat(new Utf8Validator().feed(bytes)).isEqualTo(27);
        assertThat(bytes.position()).isEqualTo(3);
    }
}
