package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.jetty.FrameParser.Found;
import dev.postern.testing.RawWebSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

class FrameParserTest {

    private static final int FIN = 0x80;

    /** What came out: data by message, each control frame, a breach. */
    private static final class Heard {
        final List<String> all = new ArrayList<>();
        final StringBuilder message = new StringBuilder();
        final FrameParser parser;

        Heard() {
            this(End.CLIENT);
        }

        Heard(End peer) {
            parser = new FrameParser(peer);
        }

        Heard feed(byte... bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes.clone());
            while (true) {
                Found found = parser.next(in);
                if (found == Found.NOTHING) {
                    assertThat(in.hasRemaining()).isFalse();
                    return this;
                }
                if (found == Found.BREACH) {
                    all.add("BREACH " + parser.breach());
                    return this;
                }
                String payload =
                        StandardCharsets.ISO_8859_1.decode(parser.payload()).toString();
                if (found != Found.DATA) {
                    all.add(found + " " + payload);
                    continue;
                }
                assertThat(parser.begins()).isEqualTo(message.length() == 0);
                message.append(message.length() == 0 ? (parser.isText() ? "T " : "B ") : "")
                        .append(payload);
                if (parser.ends()) {
                    all.add(message.toString());
                    message.setLength(0);
                }
            }
        }
    }

    @Test
    void readsTheExamplesOfTheRfc() {
        // RFC 6455 §5.7: a masked "Hello"
        assertThat(new Heard().feed(hex("818537fa213d7f9f4d5158")).all).containsExactly("T Hello");
        assertThat(new Heard().feed(hex("898537fa213d7f9f4d5158")).all)
                .containsExactly("PING Hello");
        assertThat(new Heard().feed(hex("8a8537fa213d7f9f4d5158")).all)
                .containsExactly("PONG Hello");
    }

    @Test
    void theSameComesOutHoweverTheBytesAreCut() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(RawWebSocket.frame(1, ascii("one ")));
        bytes.writeBytes(RawWebSocket.frame(FIN | 9, ascii("ping")));
        bytes.writeBytes(RawWebSocket.frame(0, new byte[0]));
        bytes.writeBytes(RawWebSocket.frame(FIN | 0xA, new byte[0]));
        bytes.writeBytes(RawWebSocket.frame(FIN, ascii("two")));
        bytes.writeBytes(RawWebSocket.frame(FIN | 2, new byte[0]));
        bytes.writeBytes(RawWebSocket.frame(FIN | 2, ascii("x".repeat(126))));
        bytes.writeBytes(RawWebSocket.frame(FIN | 1, ascii("y".repeat(200))));
        bytes.writeBytes(RawWebSocket.frame(FIN | 8, hex("03e8")));
        byte[] all = bytes.toByteArray();
        List<String> expected = List.of(
                "PING ping",
                "PONG ",
                "T one two",
                "B ",
                "B " + "x".repeat(126),
                "T " + "y".repeat(200),
                "CLOSE \u0003\u00e8");
        assertThat(new Heard().feed(all).all).isEqualTo(expected);
        for (int cut = 1; cut < all.length; cut++) {
            assertThat(new Heard()
                            .feed(Arrays.copyOf(all, cut))
                            .feed(Arrays.copyOfRange(all, cut, all.length))
                            .all)
                    .as("cut at %d", cut)
                    .isEqualTo(expected);
        }
        Heard single = new Heard();
        for (byte b : all) {
            single.feed(b);
        }
        assertThat(single.all).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 125, 126, 127, 128, 65_535, 65_536, 100_000})
    void everyFormOfLengthIsRead(int length) {
        String payload = "z".repeat(length);
        assertThat(new Heard().feed(RawWebSocket.frame(FIN | 2, ascii(payload))).all)
                .containsExactly("B " + payload);
    }

    @Test
    void aFrameOfAnyLengthIsGivenOutInPieces() {
        FrameParser parser = new FrameParser(End.CLIENT);
        ByteBuffer in = ByteBuffer.wrap(hex("82ff7fffffffffffffff00000000ab"));
        assertThat(parser.next(in)).isEqualTo(Found.DATA);
        assertThat(parser.payload().remaining()).isEqualTo(1);
        assertThat(parser.left()).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(parser.ends()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "c1, A reserved bit is set",
        "a1, A reserved bit is set",
        "91, A reserved bit is set",
        "c9, A reserved bit is set",
        "83, A reserved opcode",
        "87, A reserved opcode",
        "8b, A reserved opcode",
        "8f, A reserved opcode",
        "03, A reserved opcode",
        "08, A fragmented control frame",
        "09, A fragmented control frame",
        "0a, A fragmented control frame",
        "80, A continuation of nothing",
        "00, A continuation of nothing",
        "018000000000 81, A message within a message",
        "018000000000 02, A message within a message",
        "018000000000 808000000000 80, A continuation of nothing",
        "8100, A client has to mask",
        "817f, A client has to mask",
        "8900, A client has to mask",
        "89fe, A control frame of more than 125 bytes",
        "88ff, A control frame of more than 125 bytes",
        "81fe0000, A length in more bytes than it needs",
        "81fe007d, A length in more bytes than it needs",
        "81ff0000000000000000, A length in more bytes than it needs",
        "81ff000000000000ffff, A length in more bytes than it needs",
        "81ff8000000000000000, A length of 64 bits",
        "81ffffffffffffffffff, A length of 64 bits"
    })
    void aBreachIsFoundAtItsFirstByte(String bytes, String what) {
        byte[] all = hex(bytes.replace(" ", ""));
        Heard heard = new Heard();
        heard.feed(Arrays.copyOf(all, all.length - 1));
        assertThat(heard.all).noneMatch(each -> each.startsWith("BREACH"));
        heard.feed(all[all.length - 1]);
        assertThat(heard.all).last().isEqualTo("BREACH " + what);
        heard.feed(RawWebSocket.frame(FIN | 1, ascii("later")));
        assertThat(heard.all).last().isEqualTo("BREACH " + what);
    }

    @Test
    void aServersFramesHaveNoMask() {
        // RFC 6455 §5.7: an unmasked "Hello", whole and in two fragments with a PING in between
        Heard heard = new Heard(End.SERVER);
        heard.feed(hex("810548656c6c6f"));
        for (byte b : hex("010348656c 890548656c6c6f 80026c6f".replace(" ", ""))) {
            heard.feed(b);
        }
        heard.feed(hex("82 7e0080".replace(" ", ""))).feed(ascii("x".repeat(128)));
        assertThat(heard.all)
                .containsExactly("T Hello", "PING Hello", "T Hello", "B " + "x".repeat(128));
    }

    @ParameterizedTest
    @CsvSource({
        "8180, A server may not mask",
        "89ff, A server may not mask",
        "897e, A control frame of more than 125 bytes",
        "817e007d, A length in more bytes than it needs",
        "817f8000000000000000, A length of 64 bits"
    })
    void aServersBreachIsFoundAtItsFirstByte(String bytes, String what) {
        byte[] all = hex(bytes);
        Heard heard = new Heard(End.SERVER).feed(Arrays.copyOf(all, all.length - 1));
        assertThat(heard.all).isEmpty();
        assertThat(heard.feed(all[all.length - 1]).all).containsExactly("BREACH " + what);
    }

    @Test
    void smallestLengthsOfEachFormAreFine() {
        assertThat(new Heard().feed(hex("82fe007e00000000")).all).isEmpty();
        assertThat(new Heard().feed(hex("82ff000000000001000000000000")).all).isEmpty();
    }

    private static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
