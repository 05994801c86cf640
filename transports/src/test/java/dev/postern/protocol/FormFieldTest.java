package dev.postern.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.protocol.MalformedBatchException.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.List;

class FormFieldTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d=%5B%22x%22%5D    | [\"x\"]",
                "d=a+b%2Bc%2bd      | a b+c+d",
                "p=p&d=x&q=q        | x",
                "d=1&d=2            | 1",
                "dd=0&xd=0&d=1      | 1",
                "%64=1              | 1",
                "%&d=1              | 1",
                "%zz=0&d=1          | 1",
                "a%26d=0&d=1        | 1",
                "p=%&d=1            | 1",
                "&&d=1              | 1",
                "d=a=b              | a=b",
                "d=%26              | &",
                "d=x&p=%            | x",
            })
    void decodesTheFirstFieldOfItsName(String body, String value) throws Exception {
        for (int pieceSize : new int[] {1, 2, 3, 100}) {
            assertThat(decode(body, pieceSize)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d=", "d", "p=p", "d&d=1", "d=&d=1", "D=1", "=1", "d%=1", "%6=1"})
    void passesNothingOnWhereThereIsNothing(String body) throws Exception {
        for (int pieceSize : new int[] {1, 100}) {
            assertThat(decode(body, pieceSize)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"d=%", "d=%5", "d=%zz", "d=%5g", "d=a%&p=p", "d=%%35", "d=%-1"})
    void refusesBrokenEscapes(String body) {
        for (int pieceSize : new int[] {1, 100}) {
            assertThatExceptionOfType(MalformedBatchException.class)
                    .isThrownBy(() -> decode(body, pieceSize))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.BROKEN_JSON));
        }
    }

    @Test
    void takesLargeForms() throws Exception {
        String value = "[\"" + "\u20ac + %".repeat(500_000) + "\"]";
        String body = "d=" + URLEncoder.encode(value, UTF_8);
        assertThat(decode(body, 16 << 10).equals(value)).isTrue();
    }

    @Test
    void feedsADecoder() throws Exception {
        MessageDecoder decoder = new MessageDecoder(100, false);
        FormField field = new FormField("d");
        field.feed(ByteBuffer.wrap("d=%5B%22a%22%2C%22b%22%5D".getBytes(UTF_8)), decoder::feed);
        field.end();
        decoder.end();
        assertThat(decoder.take()).isEqualTo(List.of("a", "b"));
    }

    private static String decode(String body, int pieceSize) throws MalformedBatchException {
        byte[] bytes = body.getBytes(UTF_8);
        FormField field = new FormField("d");
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; at += pieceSize) {
            ByteBuffer chunk = ByteBuffer.wrap(bytes, at, Math.min(pieceSize, bytes.length - at));
            field.feed(
                    chunk,
                    piece -> decoded.write(
                            piece.array(),
                            piece.arrayOffset() + piece.position(),
                            piece.remaining()));
            assertThat(chunk.hasRemaining()).isFalse();
        }
        field.end();
        return decoded.toString(UTF_8);
    }
}
