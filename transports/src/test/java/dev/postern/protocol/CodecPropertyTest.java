package dev.postern.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** What must hold for any text and any bytes; tried with thousands, the same ones in every run. */
class CodecPropertyTest {

    private static final byte[] NOTHING = {};
    private static final int LIMIT = 4096;
    private static final int TEXTS = 1000;
    private static final int PIECES = 3000;

    private static final char[] TELLING = {
        'a', '"', '\\', '/', '<', '!', '%', '\n', '\u0000', '\u2028', '\ufff0', '\ud83d', '\ude00'
    };

    private static final String[] BATCH_PARTS = {
        "[",
        "]",
        "\"",
        ",",
        " ",
        "\\",
        "\\u00",
        "\\ud83d",
        "e9",
        "[\"a\",",
        "\"]",
        "{",
        "1",
        "null",
        "\u20ac",
        "\ud83d\ude00",
        "x\ufeff"
    };

    private static final String[] FORM_PARTS = {
        "d", "=", "&", "%", "%64", "d=", "%2", "5", "+", "z", "\u20ac", "&d=%5B"
    };

    private interface Property {
        void check(Random random) throws Exception;
    }

    /** Each try has a seed of its own, which a failure names. */
    private static void tried(int times, Property property) throws Exception {
        for (int seed = 0; seed < times; seed++) {
            try {
                property.check(new Random(seed * 0x9E3779B97F4A7C15L));
            } catch (AssertionError | Exception e) {
                throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static int pieceSize(Random random, int max) {
        // Small ones often: they cut escapes and code points in two.
        return 1 + (random.nextBoolean() ? random.nextInt(Math.min(3, max)) : random.nextInt(max));
    }

    /** Surrogates, paired or not, and all that is escaped come often. */
    private static String text(Random random) {
        int length = random.nextInt(8) == 0 ? random.nextInt(3) : random.nextInt(200);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(
                    random.nextBoolean()
                            ? (char) random.nextInt(Character.MAX_VALUE + 1)
                            : TELLING[random.nextInt(TELLING.length)]);
        }
        return text.toString();
    }

    private static List<String> texts(Random random) {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            texts.add(text(random));
        }
        return texts;
    }

    /** Pieces of batches and rubbish, so that many are nearly right. */
    private static byte[] nearBatch(Random random) {
        return joined(
                random,
                30,
                source -> source.nextBoolean()
                        ? one(source, BATCH_PARTS).getBytes(UTF_8)
                        : bytes(source, source.nextInt(4), 0));
    }

    private static byte[] nearUtf8(Random random) {
        return joined(random, 5, source -> switch (source.nextInt(3)) {
            case 0 -> {
                String any = text(source);
                yield any.substring(0, Math.min(10, any.length())).getBytes(UTF_8);
            }
            case 1 -> "plain ASCII of some length".getBytes(UTF_8);
            default -> bytes(source, 1 + source.nextInt(4), 0x80);
        });
    }

    private static byte[] nearForm(Random random) {
        return joined(random, 20, source -> one(source, FORM_PARTS).getBytes(UTF_8));
    }

    private static String one(Random random, String[] parts) {
        return parts[random.nextInt(parts.length)];
    }

    private static byte[] bytes(Random random, int count, int bits) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        for (int i = 0; i < count; i++) {
            bytes[i] |= (byte) bits;
        }
        return bytes;
    }

    private static byte[] joined(Random random, int max, Function<Random, byte[]> part) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int i = random.nextInt(max + 1); i > 0; i--) {
            joined.writeBytes(part.apply(random));
        }
        return joined.toByteArray();
    }

    @Test
    void whatIsEncodedDecodesToTheSame() throws Exception {
        tried(TEXTS, random -> {
            List<String> texts = texts(random);
            int pieceSize = pieceSize(random, 64);
            List<EncodedMessage> messages =
                    texts.stream().map(EncodedMessage::new).toList();
            ByteBuffer frame = FrameEncoder.encode(
                    new Frame.Messages(messages), Quoting.JSON, NOTHING, NOTHING);
            byte[] batch = new byte[frame.remaining() - 1];
            frame.get(1, batch);
            assertThat(Decoding.of(batch, pieceSize, LIMIT, false))
                    .isEqualTo(new Decoding(texts, null));
            assertThat(MessageDecoder.decodeText(new String(batch, UTF_8), LIMIT))
                    .isEqualTo(texts);
        });
    }

    @Test
    void otherQuotingsAreUndoneByWhatUndoesThem() throws Exception {
        tried(TEXTS, random -> {
            String text = text(random);
            EncodedMessage message = new EncodedMessage(text);
            String json = new String(message.quoted(Quoting.JSON), UTF_8);
            String eventSource = new String(message.quoted(Quoting.EVENT_SOURCE), UTF_8);
            String script = new String(message.quoted(Quoting.SCRIPT), UTF_8);
            assertThat(eventSource.replace("%25", "%")).isEqualTo(json);
            assertThat(eventSource.replace("%25", "")).doesNotContain("%");
            assertThat(script.replaceAll("\\\\(.)", "$1")).isEqualTo(json);
            assertThat(script)
                    .doesNotContain("</", "<!")
                    .doesNotContainPattern("[\\x00-\\x1f\\u2028\\u2029]");
        });
    }

    @Test
    void itDoesNotMatterHowABatchIsCut() throws Exception {
        tried(PIECES, random -> {
            byte[] bytes = nearBatch(random);
            int pieceSize = pieceSize(random, 20);
            Decoding whole = Decoding.of(bytes, Math.max(1, bytes.length), LIMIT, true);
            assertThat(Decoding.of(bytes, pieceSize, LIMIT, true)).isEqualTo(whole);
        });
    }

    @Test
    void bothWaysToDecodeAgree() throws Exception {
        tried(PIECES, random -> {
            byte[] bytes = nearBatch(random);
            String text = decodeStrictly(bytes);
            if (text == null || text.isEmpty()) {
                return;
            }
            Decoding stream = Decoding.of(bytes, bytes.length, LIMIT, true);
            try {
                assertThat(MessageDecoder.decodeText(text, LIMIT)).isEqualTo(stream.messages());
                assertThat(stream.failure()).isNull();
            } catch (MalformedBatchException e) {
                // Of what is broken in two ways Jackson's two parsers may see either first.
                assertThat(stream.failure()).isNotNull();
                assertThat(new MalformedBatchException(stream.failure()))
                        .hasMessage(e.getMessage());
            }
        });
    }

    @Test
    void utf8OfAnyTextIsValidAndBrowserLike() throws Exception {
        tried(TEXTS, random -> {
            String text = text(random);
            String decoded = decodeStrictly(new EncodedMessage(text).utf8());
            assertThat(decoded)
                    .isEqualTo(text.codePoints()
                            .map(c -> c >= 0xd800 && c <= 0xdfff ? 0xfffd : c)
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString());
        });
    }

    @Test
    void theValidatorAgreesWithTheJdk() throws Exception {
        tried(PIECES, random -> {
            byte[] bytes = nearUtf8(random);
            int pieceSize = pieceSize(random, 20);
            Utf8Validator validator = new Utf8Validator();
            int valid = 0;
            for (int at = 0; at < bytes.length; at += pieceSize) {
                valid += validator.feed(
                        ByteBuffer.wrap(bytes, at, Math.min(pieceSize, bytes.length - at)));
            }
            assertThat(validator.isComplete()).isEqualTo(decodeStrictly(bytes) != null);
            assertThat(new Utf8Validator().feed(ByteBuffer.wrap(bytes))).isEqualTo(valid);
        });
    }

    @Test
    void nothingButTheDeclaredExceptionEscapesATinyLimit() throws Exception {
        tried(PIECES, random -> {
            byte[] bytes = nearBatch(random);
            int limit = pieceSize(random, 20);
            for (String message : Decoding.of(bytes, 3, limit, true).messages()) {
                assertThat(new EncodedMessage(message).utf8()).hasSizeLessThanOrEqualTo(limit);
            }
        });
    }

    @Test
    void aFormFieldHoldsWhatABrowserPutThere() throws Exception {
        tried(TEXTS, random -> {
            String text = text(random);
            int pieceSize = pieceSize(random, 20);
            byte[] form = ("p=p&d=" + URLEncoder.encode(text, UTF_8) + "&q=%").getBytes(UTF_8);
            assertThat(field(form, pieceSize)).isEqualTo(text.getBytes(UTF_8));
        });
    }

    @Test
    void anyFormIsAFieldOrBroken() throws Exception {
        tried(PIECES, random -> {
            byte[] form = nearForm(random);
            int pieceSize = pieceSize(random, 20);
            assertThat(fieldOrKind(form, pieceSize))
                    .isEqualTo(fieldOrKind(form, Math.max(1, form.length)));
        });
    }

    private static Object fieldOrKind(byte[] form, int pieceSize) {
        try {
            return new String(field(form, pieceSize), ISO_8859_1);
        } catch (MalformedBatchException e) {
            return e.kind();
        }
    }

    private static byte[] field(byte[] form, int pieceSize) throws MalformedBatchException {
        FormField field = new FormField("d");
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        for (int at = 0; at < form.length; at += pieceSize) {
            field.feed(ByteBuffer.wrap(form, at, Math.min(pieceSize, form.length - at)), piece -> {
                while (piece.hasRemaining()) {
                    decoded.write(piece.get());
                }
            });
        }
        field.end();
        return decoded.toByteArray();
    }

    private static String decodeStrictly(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
