package dev.postern.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.regex.Pattern;

class EncodedMessageTest {

    /** SockJS protocol, {@code escapable_by_server}. */
    private static final Pattern ESCAPABLE = Pattern.compile(
            "[\\x00-\\x1f\\u200c-\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufff0-\\uffff]");

    @Test
    void escapesAboveLatin1ExactlyWhatTheOfficialSuiteNames() {
        StringBuilder text = new StringBuilder();
        StringBuilder expected = new StringBuilder("\"");
        for (char c = 0xff; c < 0xd800; c++) {
            append(c, text, expected);
        }
        for (int c = 0xe000; c <= 0xffff; c++) {
            append((char) c, text, expected);
        }
        assertThat(json(text.toString())).isEqualTo(expected.append('"').toString());
    }

    private static void append(char c, StringBuilder text, StringBuilder expected) {
        String one = String.valueOf(c);
        text.append(c);
        expected.append(ESCAPABLE.matcher(one).matches() ? String.format("\\u%04x", (int) c) : one);
    }

    @Test
    void escapesControlCharsInTheirShortFormsAndElseInLowerCaseHex() {
        assertThat(json("\u0000\b\t\n\u000b\f\r\u001f\u007f\u0085"))
                .isEqualTo("\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\u007f\u0085\"");
    }

    @Test
    void escapesQuoteAndBackslashButNotSlash() {
        assertThat(json("a\"b\\c/d")).isEqualTo("\"a\\\"b\\\\c/d\"");
    }

    @Test
    void writesPairsAsFourBytesAndLoneSurrogatesAsEscapes() {
        assertThat(json("\ud83d\ude00")).isEqualTo("\"\ud83d\ude00\"");
        assertThat(new EncodedMessage("\ud83d\ude00").quoted(Quoting.JSON)).hasSize(6);
        assertThat(json("\ude00\ud83d")).isEqualTo("\"\\ude00\\ud83d\"");
        assertThat(json("x\ud83dy")).isEqualTo("\"x\\ud83dy\"");
    }

    @Test
    void writesPlainAsciiAsItIs() {
        assertThat(json("")).isEqualTo("\"\"");
        assertThat(json("Hello, world!")).isEqualTo("\"Hello, world!\"");
    }

    @Test
    void eventSourceEscapesPercent() {
        assertThat(quoted("50% %20\n", Quoting.EVENT_SOURCE)).isEqualTo("\"50%25 %2520\\n\"");
    }

    @Test
    void eventSourceSharesTheJsonFormWhereItIsTheSame() {
        EncodedMessage message = new EncodedMessage("none here");
        assertThat(message.quoted(Quoting.EVENT_SOURCE)).isSameAs(message.quoted(Quoting.JSON));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x            | \\\"x\\\"",
                "a\"b         | \\\"a\\\\\\\"b\\\"",
                "</script>    | \\\"<\\/script>\\\"",
                "<!--<script> | \\\"<\\!--<script>\\\"",
                "</<!</       | \\\"<\\/<\\!<\\/\\\"",
                "a/b!<b>%     | \\\"a/b!<b>%\\\"",
            })
    void scriptFormStandsInsideAStringLiteral(String text, String expected) {
        assertThat(quoted(text, Quoting.SCRIPT)).isEqualTo(expected);
    }

    @Test
    void scriptFormHoldsNoLineSeparators() {
        assertThat(quoted("\u2028\u2029\n", Quoting.SCRIPT))
                .isEqualTo("\\\"\\\\u2028\\\\u2029\\\\n\\\"");
    }

    @Test
    void encodesOnceAndShares() {
        EncodedMessage message = new EncodedMessage("100 % \"shared\"");
        for (Quoting quoting : Quoting.values()) {
            assertThat(message.quoted(quoting)).isSameAs(message.quoted(quoting));
        }
        assertThat(message.utf8()).isSameAs(message.utf8());
    }

    @Test
    void countsTheBytesOfItsJsonForm() {
        assertThat(new EncodedMessage("\u00e9\n").size()).isEqualTo(6);
    }

    @Test
    void utf8ReplacesLoneSurrogatesAsBrowsersDo() {
        assertThat(utf8("a\ud800b\udc00\ud83d\ude00\ud83d"))
                .isEqualTo("a\ufffdb\ufffd\ud83d\ude00\ufffd");
        assertThat(utf8("what? \uffff")).isEqualTo("what? \uffff");
    }

    private static String utf8(String text) {
        return new String(new EncodedMessage(text).utf8(), UTF_8);
    }

    private static String json(String text) {
        return quoted(text, Quoting.JSON);
    }

    private static String quoted(String text, Quoting quoting) {
        return new String(new EncodedMessage(text).quoted(quoting), UTF_8);
    }
}
