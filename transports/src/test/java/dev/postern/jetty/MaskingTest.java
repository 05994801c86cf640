package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

class MaskingTest {

    @Test
    void masksAsTheRfcDoes() {
        // RFC 6455 §5.7: "Hello" masked with 37fa213d
        ByteBuffer bytes = ByteBuffer.wrap("Hello".getBytes(StandardCharsets.US_ASCII));
        Masking.apply(0x37fa213d, bytes, 0, 5);
        assertThat(HexFormat.of().formatHex(bytes.array())).isEqualTo("7f9f4d5158");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 100})
    void isTheSameHoweverThePayloadIsCut(int length) {
        byte[] key = {(byte) 0x80, 1, (byte) 0xfe, 3};
        ByteBuffer expected = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i++) {
            expected.put(i, (byte) (i ^ key[i % 4]));
        }
        for (int cut = 0; cut <= length; cut++) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(length);
            for (int i = 0; i < length; i++) {
                bytes.put(i, (byte) i);
            }
            int rest = Masking.apply(ByteBuffer.wrap(key).getInt(), bytes, 0, cut);
            Masking.apply(rest, bytes, cut, length);
            assertThat(bytes).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @Test
    void noKeyIsLikelyToComeTwice() {
        Set<Integer> keys = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            keys.add(Masking.nextKey());
        }
        // Of 10,000 out of 2^32, two are the same once in 86 times; four never.
        assertThat(keys).hasSizeGreaterThan(9_996);
    }
}
