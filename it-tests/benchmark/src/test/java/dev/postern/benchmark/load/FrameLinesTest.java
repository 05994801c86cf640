package dev.postern.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.benchmark.load.HttpStyle.Wrapping;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class FrameLinesTest {

    private static final int LENGTH = 16;

    static List<Arguments> right() {
        return List.of(
                Arguments.of(Wrapping.BARE, "o|a['0123456789abcdef']"),
                Arguments.of(Wrapping.DATA, "|data: o\r||data: a['0123456789abcdef']\r|"),
                Arguments.of(
                        Wrapping.SCRIPT,
                        "<html>|<script>\r|p('o');|</script>\r|<script>|"
                                + "p('a[\\'0123456789abcdef\\']');|</script>\r"),
                Arguments.of(Wrapping.CALL, "/**/f('o');\r|/**/f('a[\\'0123456789abcdef\\']');\r"));
    }

    @ParameterizedTest
    @MethodSource("right")
    void framesAreFoundInTheirLines(Wrapping wrapping, String text) {
        assertThat(heard(wrapping, text)).containsExactly("open", "0123456789abcdef");
    }

    static List<Arguments> wrong() {
        return List.of(
                Arguments.of(Wrapping.DATA, "o"),
                Arguments.of(Wrapping.DATA, "event: o"),
                Arguments.of(Wrapping.SCRIPT, "p('o');|alert(1)"),
                Arguments.of(Wrapping.SCRIPT, "p('o')"),
                Arguments.of(Wrapping.CALL, "f('o');"),
                Arguments.of(Wrapping.CALL, "/**/f('o')"),
                Arguments.of(Wrapping.CALL, "/**/f('"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void anythingElseFails(Wrapping wrapping, String text) {
        assertThat(heard(wrapping, text)).last().asString().startsWith("failed: unexpected line");
    }

    /** Lines are parted by |, and quotes are written as apostrophes. */
    private static List<String> heard(Wrapping wrapping, String text) {
        List<String> heard = new ArrayList<>();
        Carrier.Listener listener = new Carrier.Listener() {
            @Override
            public void opened() {
                heard.add("open");
            }

            @Override
            public void message(byte[] bytes, int at) {
                heard.add(new String(bytes, at, LENGTH, StandardCharsets.US_ASCII));
            }

            @Override
            public void batchEnd() {
                heard.add("batch end");
            }

            @Override
            public void failed(String why) {
                heard.add("failed: " + why);
            }
        };
        FrameLines lines = new FrameLines(wrapping, new SockJsFrames(LENGTH, listener), listener);
        for (String line : text.replace('\'', '"').split("\\|", -1)) {
            byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
            boolean bareEnd = bytes.length == 0 && wrapping != Wrapping.DATA;
            if (!bareEnd) {
                lines.line(bytes, 0, bytes.length);
            }
        }
        return heard;
    }
}
