package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

class StompDecoderTest {

    private final StompDecoder decoder = new StompDecoder(new StompLimits(100, 1000, 3, 20));

    @Test
    void readsAFrame() {
        StompFrame frame = Decoded.frame(StompVersion.V1_2, "SEND\ndestination:/a\nx: y \n\nhi\0");

        assertThat(frame.command()).isEqualTo(StompCommand.SEND);
        assertThat(frame.headers()).isEqualTo(StompHeaders.of("destination", "/a", "x", " y "));
        assertThat(frame.text()).isEqualTo("hi");
    }

    @Test
    void readsCarriageReturnsBeforeLineFeeds() {
        StompFrame frame = Decoded.frame(StompVersion.V1_2, "SEND\r\ndestination:/a\r\n\r\nhi\0");

        assertThat(frame.headers()).isEqualTo(StompHeaders.of("destination", "/a"));
        assertThat(frame.text()).isEqualTo("hi");
    }

    @Test
    void findsFramesAcrossMessagesAndSeveralInOne() {
        List<StompEvent> events = Decoded.of(
                decoder,
                "SEND\ndest",
                "ination:/a\n\none\0\nSEND\ndestination:/b\n\n",
                "two\0\r\n");

        assertThat(events)
                .containsExactly(
                        send("/a", "one"),
                        StompEvent.HEART_BEAT,
                        send("/b", "two"),
                        StompEvent.HEART_BEAT);
        assertThat(decoder.buffered()).isZero();
    }

    @Test
    void readsNulsInABodyOfKnownLength() {
        List<StompEvent> events =
                Decoded.of(decoder, "SEND\ncontent-length:5\n\na\0b", "\0c\0", "\n");

        assertThat(events).hasSize(2);
        assertThat(((StompEvent.Frame) events.get(0)).frame().text()).isEqualTo("a\0b\0c");
    }

    @Test
    void countsAContentLengthInBytes() {
        StompFrame frame = Decoded.frame(StompVersion.V1_2, "SEND\ncontent-length:4\n\nüü\0");

        assertThat(frame.text()).isEqualTo("üü");
    }

    @Test
    void joinsASurrogatePairSplitBetweenTexts() {
        StompFrame frame = Decoded.frame(StompVersion.V1_2, "SEND\n\n\ud83d", "\ude00\0");

        assertThat(frame.text()).isEqualTo("\ud83d\ude00");
    }

    @Test
    void aSurrogatePairIsNotJoinedAcrossBytes() {
        decoder.text("SEND\n\n\ud83d");
        decoder.bytes(StandardCharsets.UTF_8.encode("x"));
        assertThat(Decoded.of(decoder, "\ude00\0"))
                .singleElement()
                .extracting(event -> ((StompEvent.Frame) event).frame().text())
                .isEqualTo("?x?");
    }

    @Test
    void keepsTheFirstOfRepeatedHeaders() {
        StompFrame frame = Decoded.frame(StompVersion.V1_2, "SEND\na:1\na:2\n\n\0");

        assertThat(frame.headers()).isEqualTo(StompHeaders.of("a", "1"));
    }

    @Test
    void bodiesOutliveWhatComesNext() {
        byte[] one = "SEND\n\nfirst\0SEND\n\nsec".getBytes(StandardCharsets.UTF_8);
        byte[] two = "ond\0SEND\n\nthird\0".getBytes(StandardCharsets.UTF_8);

        List<StompEvent> events = Decoded.of(decoder, one, two);
        one[6] = 'X';

        assertThat(events)
                .extracting(event -> ((StompEvent.Frame) event).frame().text())
                .containsExactly("first", "second", "third");
    }

    @ParameterizedTest
    @CsvSource({
        "V1_0, a\\nb\\c\\\\, a\\nb\\c\\\\",
        "V1_1, a\\cb, a:b",
        "V1_1, a\\\\b, a\\b",
        "V1_2, a\\cb, a:b",
        "V1_2, a:b, a:b"
    })
    void readsEscapesAsTheVersionHasThem(StompVersion version, String raw, String plain) {
        StompFrame frame = Decoded.frame(version, "SEND\nx:" + raw + "\n\n\0");

        assertThat(frame.header("x")).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({"V1_1, a\\r", "V1_1, \\t", "V1_2, \\t", "V1_2, a\\"})
    void refusesEscapesThatTheVersionDoesNotHave(StompVersion version, String raw) {
        decoder.version(version);

        assertThat(Decoded.of(decoder, "SEND\nx:" + raw + "\n\n\0"))
                .singleElement()
                .isInstanceOf(StompEvent.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP", "CONNECTED"})
    void readsNoEscapesInFramesThatBeginASession(String command) {
        StompFrame frame = Decoded.frame(StompVersion.V1_2, command + "\npasscode:a\\b\\c:d\n\n\0");

        assertThat(frame.header("passcode")).isEqualTo("a\\b\\c:d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send\n\n\0",
                "GET / HTTP/1.1\r\n\r\n",
                "\0\n",
                "SEND\nx\n\n\0",
                "SEND\n:x\n\n\0",
                "SEND\nx:\0\n\n\0",
                "SEND\ncontent-length:x\n\n\0",
                "SEND\ncontent-length:-1\n\n\0",
                "SEND\ncontent-length:\n\n\0",
                "SEND\ncontent-length:1\n\nab\0",
                "SEND \n\n\0",
                "SEND\n destination:/a\n\n\0",
                "SEND\ncontent-length :1\n\na\0",
                "SEND\n\t:1\n\n\0",
            })
    void saysWhatIsNotStomp(String text) {
        List<StompEvent> events = Decoded.of(decoder, text);

        assertThat(events).singleElement().isInstanceOf(StompEvent.Malformed.class);
        decoder.text("SEND\n\n\0");
        assertThat(decoder.next()).isSameAs(events.get(0));
        assertThat(decoder.buffered()).isZero();
    }

    @Test
    void refusesAHeaderThatIsNotUtf8() {
        byte[] bad = {'S', 'E', 'N', 'D', '\n', 'x', ':', (byte) 0xff, '\n', '\n', 0};

        assertThat(Decoded.of(decoder, bad))
                .singleElement()
                .isInstanceOf(StompEvent.Malformed.class);
        assertThat(Decoded.frame(StompVersion.V1_2, "SEND\nx:\ufffd\n\n\0").header("x"))
                .isEqualTo("\ufffd");
    }

    @Test
    void acceptsWhatIsJustWithinTheLimits() {
        String frame = "SEND\na:1\nb:" + "x".repeat(18) + "\nc:3\n\n";
        frame += "y".repeat(99 - frame.length()) + "\0";

        assertThat(Decoded.of(decoder, frame)).singleElement().isInstanceOf(StompEvent.Frame.class);
    }

    @Test
    void acceptsALineOfTheLimitWithItsCarriageReturnInAnotherMessage() {
        assertThat(Decoded.of(decoder, "SEND\nb:" + "x".repeat(18) + "\r", "\n\n\0"))
                .singleElement()
                .isInstanceOf(StompEvent.Frame.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'SEND\n\n', y, 94, max-frame (100 bytes)",
        "'SEND\ncontent-length:90\n\n', y, 1, max-frame (100 bytes)",
        "'SEND\ncontent-length:99999\n\n', y, 1, max-frame (100 bytes)",
        "'SEND\na:', y, 19, max-header-line (20 bytes)",
        "'SEND\na:1\nb:2\nc:3\nd:4\n', y, 0, max-headers (3)"
    })
    void namesTheLimitThatWasCrossed(String start, String filler, int times, String limit) {
        List<StompEvent> events = Decoded.of(decoder, start + filler.repeat(times) + "\0");

        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        StompEvent.OverLimit.class,
                        over -> assertThat(over.reason()).endsWith(limit));
    }

    @Test
    void namesTheFrameLimitBeforeTheEndHasCome() {
        assertThat(Decoded.of(decoder, "SEND\n\n" + "y".repeat(95)))
                .singleElement()
                .isInstanceOf(StompEvent.OverLimit.class);
    }

    private static StompEvent send(String destination, String body) {
        return new StompEvent.Frame(StompFrame.of(
                StompCommand.SEND, StompHeaders.of("destination", destination), body));
    }
}
