package dev.postern.protocol;

import static dev.postern.protocol.MalformedBatchException.Kind.BROKEN_JSON;
import static dev.postern.protocol.MalformedBatchException.Kind.EMPTY;
import static dev.postern.protocol.MalformedBatchException.Kind.INVALID_UTF8;
import static dev.postern.protocol.MalformedBatchException.Kind.NOT_STRINGS;
import static dev.postern.protocol.MalformedBatchException.Kind.TOO_BIG;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.protocol.MalformedBatchException.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

class MessageDecoderTest {

    private static final int LIMIT = 1000;

    @Test
    void decodesAnArrayOfStrings() {
        assertThat(decode("[\"a\",\"\",\"\\u00e9\\n\\\"\"]").messages())
                .containsExactly("a", "", "\u00e9\n\"");
        assertThat(decode(" \t\r\n[ \"a\" , \"b\" ] \n").messages()).containsExactly("a", "b");
    }

    @Test
    void anEmptyArrayHoldsNoMessages() {
        assertThat(decode("[]")).isEqualTo(new Decoding(List.of(), null));
        assertThat(decode(" [ ] ")).isEqualTo(new Decoding(List.of(), null));
    }

    @Test
    void keepsLoneSurrogates() {
        assertThat(decode("[\"\\ud800x\\udc00\"]").messages()).containsExactly("\ud800x\udc00");
        assertThat(decode("[\"\\ud83d\\ude00\"]").messages()).containsExactly("\ud83d\ude00");
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("", EMPTY),
                Arguments.of(" \r\n\t", EMPTY),
                Arguments.of("[\"x", BROKEN_JSON),
                Arguments.of("[", BROKEN_JSON),
                Arguments.of("[\"a\",]", BROKEN_JSON),
                Arguments.of("[,\"a\"]", BROKEN_JSON),
                Arguments.of("[\"a\" \"b\"]", BROKEN_JSON),
                Arguments.of("[\"a\"]]", BROKEN_JSON),
                Arguments.of("[\"a\"]x", BROKEN_JSON),
                Arguments.of("[\"a\"][\"b\"]", BROKEN_JSON),
                Arguments.of("[]\u0000", BROKEN_JSON),
                Arguments.of("[\"a\nb\"]", BROKEN_JSON),
                Arguments.of("[\"\\x\"]", BROKEN_JSON),
                Arguments.of("[\"\\u12g4\"]", BROKEN_JSON),
                Arguments.of("['a']", BROKEN_JSON),
                Arguments.of("[/**/\"a\"]", BROKEN_JSON),
                Arguments.of("\ufeff[\"a\"]", BROKEN_JSON),
                Arguments.of("]", BROKEN_JSON),
                Arguments.of("hello", BROKEN_JSON),
                Arguments.of("[NaN]", BROKEN_JSON),
                Arguments.of("{}", NOT_STRINGS),
                Arguments.of("{\"a\":\"b\"}", NOT_STRINGS),
                Arguments.of("1", NOT_STRINGS),
                Arguments.of("null", NOT_STRINGS),
                Arguments.of("[1]", NOT_STRINGS),
                Arguments.of("[\"a\",null]", NOT_STRINGS),
                Arguments.of("[true]", NOT_STRINGS),
                Arguments.of("[[\"a\"]]", NOT_STRINGS),
                Arguments.of("[{}]", NOT_STRINGS),
                Arguments.of("\"single\"", NOT_STRINGS));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void saysWhatIsWrong(String batch, Kind kind) {
        byte[] bytes = batch.getBytes(UTF_8);
        for (int pieceSize : new int[] {1, 2, 3, LIMIT}) {
            assertThat(Decoding.of(bytes, pieceSize, LIMIT, false).failure()).isEqualTo(kind);
        }
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void saysTheSameOfAWholeText(String batch, Kind kind) throws Exception {
        if (batch.isEmpty()) {
            assertThat(MessageDecoder.decodeText(batch, LIMIT)).isEmpty();
        } else if (batch.equals("\"single\"")) {
            assertThat(MessageDecoder.decodeText(batch, LIMIT)).containsExactly("single");
        } else {
            assertThatExceptionOfType(MalformedBatchException.class)
                    .isThrownBy(() -> MessageDecoder.decodeText(batch, LIMIT))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[\"\u00ff\"]", "[\"\u00c3", "[\"\u00ed\u00a0\u0080\"]", "[\"\u00c0\u0080\"]"
            })
    void refusesInvalidUtf8(String latin1) {
        byte[] bytes = latin1.getBytes(ISO_8859_1);
        for (int pieceSize : new int[] {1, 2, LIMIT}) {
            assertThat(Decoding.of(bytes, pieceSize, LIMIT, false).failure())
                    .isEqualTo(INVALID_UTF8);
        }
    }

    @Test
    void acceptsASingleStringWhereAskedTo() {
        byte[] bytes = "\"a\"".getBytes(UTF_8);
        assertThat(Decoding.of(bytes, 1, LIMIT, true)).isEqualTo(new Decoding(List.of("a"), null));
        assertThat(Decoding.of("\"a\"\"b\"".getBytes(UTF_8), 1, LIMIT, true))
                .isEqualTo(new Decoding(List.of("a"), BROKEN_JSON));
    }

    @Test
    void givesTheMessagesBeforeAnError() {
        assertThat(decode("[\"a\",\"b\",oops"))
                .isEqualTo(new Decoding(List.of("a", "b"), BROKEN_JSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e9", "\u20ac", "\ud83d\ude00"})
    void theLimitIsOfTheDecodedTextInUtf8(String unit) throws Exception {
        int size = unit.getBytes(UTF_8).length;
        String fits = unit.repeat(LIMIT / size) + "x".repeat(LIMIT % size);
        for (String batch : List.of("[\"" + fits + "\"]", "[\"" + escaped(fits) + "\"]")) {
            assertThat(decode(batch)).isEqualTo(new Decoding(List.of(fits), null));
            assertThat(MessageDecoder.decodeText(batch, LIMIT)).containsExactly(fits);
            String tooBig = batch.replace("\"]", "x\"]");
            assertThat(decode(tooBig).failure()).isEqualTo(TOO_BIG);
            assertThatExceptionOfType(MalformedBatchException.class)
                    .isThrownBy(() -> MessageDecoder.decodeText(tooBig, LIMIT))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(TOO_BIG));
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format("\\u%04X", c)));
        return escaped.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"", "[1", "[-1.", "[1e", "[\"\\u0041"})
    void stopsWithinATokenThatNeverEnds(String start) throws Exception {
        MessageDecoder decoder = new MessageDecoder(LIMIT, false);
        decoder.feed(utf8(start));
        byte[] more = new byte[100];
        Arrays.fill(more, (byte) '1');
        assertThatExceptionOfType(MalformedBatchException.class)
                .isThrownBy(() -> {
                    for (int fed = 0; fed < 4 * LIMIT; fed += more.length) {
                        decoder.feed(ByteBuffer.wrap(more));
                    }
                })
                .satisfies(e -> assertThat(e.kind()).isEqualTo(TOO_BIG));
    }

    @Test
    void aBatchMayBeFarLargerThanAnyOfItsMessages() throws Exception {
        MessageDecoder decoder = new MessageDecoder(LIMIT, false);
        String message = "m".repeat(LIMIT);
        decoder.feed(utf8("[\"" + message + '"'));
        for (int i = 1; i < 5000; i++) {
            assertThat(decoder.take()).containsExactly(message);
            decoder.feed(utf8(",\"" + message + '"'));
        }
        decoder.feed(utf8("]"));
        decoder.end();
        assertThat(decoder.take()).containsExactly(message);
        assertThat(decoder.take()).isEmpty();
    }

    @Test
    void usesEachPieceUpAndReadsDirectAndReadOnlyOnesToo() throws Exception {
        byte[] batch = "..[\"\u20ac uro\"]..".getBytes(UTF_8);
        ByteBuffer direct = ByteBuffer.allocateDirect(batch.length).put(batch);
        for (ByteBuffer chunk : List.of(direct, ByteBuffer.wrap(batch).asReadOnlyBuffer())) {
            MessageDecoder decoder = new MessageDecoder(LIMIT, false);
            chunk.position(2).limit(batch.length - 2);
            decoder.feed(chunk);
            decoder.feed(ByteBuffer.allocate(0));
            decoder.end();
            assertThat(chunk.hasRemaining()).isFalse();
            assertThat(decoder.take()).containsExactly("\u20ac uro");
        }
    }

    @Test
    void failsForGood() throws Exception {
        MessageDecoder decoder = new MessageDecoder(LIMIT, false);
        assertThatExceptionOfType(MalformedBatchException.class)
                .isThrownBy(() -> decoder.feed(utf8("{")));
        assertThatExceptionOfType(MalformedBatchException.class)
                .isThrownBy(() -> decoder.feed(utf8("[]")))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(NOT_STRINGS));
        assertThatExceptionOfType(MalformedBatchException.class)
                .isThrownBy(decoder::end)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(NOT_STRINGS));
    }

    @Test
    void takesNothingAfterTheEnd() throws Exception {
        MessageDecoder decoder = new MessageDecoder(LIMIT, false);
        decoder.feed(utf8("[]"));
        decoder.end();
        assertThatIllegalStateException().isThrownBy(() -> decoder.feed(utf8("[]")));
        assertThatIllegalStateException().isThrownBy(decoder::end);
    }

    @Test
    void itsExceptionsAnswerAsSockJsDoesAndCostNothing() {
        assertThat(new MalformedBatchException(EMPTY)).hasMessage("Payload expected.");
        assertThat(new MalformedBatchException(BROKEN_JSON)).hasMessage("Broken JSON encoding.");
        assertThat(new MalformedBatchException(NOT_STRINGS)).hasMessage("Broken JSON encoding.");
        assertThat(new MalformedBatchException(TOO_BIG).getStackTrace()).isEmpty();
    }

    @Test
    void decodesWholeTexts() throws Exception {
        assertThat(MessageDecoder.decodeText("", LIMIT)).isEmpty();
        assertThat(MessageDecoder.decodeText("[]", LIMIT)).isEmpty();
        assertThat(MessageDecoder.decodeText("[\"\"]", LIMIT)).containsExactly("");
        assertThat(MessageDecoder.decodeText("[\"plain\"]", LIMIT)).containsExactly("plain");
        assertThat(MessageDecoder.decodeText("[\"a\",\"b\"]", LIMIT)).containsExactly("a", "b");
        assertThat(MessageDecoder.decodeText("[\"\\u0000\\n\"]", LIMIT))
                .containsExactly("\u0000\n");
        assertThat(MessageDecoder.decodeText(" \"one\" ", LIMIT)).containsExactly("one");
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static Decoding decode(String batch) {
        return Decoding.of(batch.getBytes(UTF_8), LIMIT * 10, LIMIT, false);
    }
}
