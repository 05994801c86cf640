package dev.postern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloseStatusTest {

    @Test
    void keepsAReasonThatFits() {
        String reason = "x".repeat(123);
        assertThat(new CloseStatus(1000, reason).reason()).isEqualTo(reason);
        String twoBytes = "\u00fc".repeat(61) + "x";
        assertThat(new CloseStatus(1000, twoBytes).reason()).isEqualTo(twoBytes);
        assertThat(new CloseStatus(1000, "").reason()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"x, 123", "\u00fc, 61", "\u20ac, 41", "\ud83d\ude00, 30"})
    void cutsALongReasonAtACodePoint(String codePoint, int kept) {
        String cut = new CloseStatus(1000, codePoint.repeat(200)).reason();
        assertThat(cut).isEqualTo(codePoint.repeat(kept));
        assertThat(cut.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(123);
    }

    @Test
    void cutsBeforeACodePointThatFitsInPartOnly() {
        String reason = "x".repeat(120) + "\ud83d\ude00" + "y";
        assertThat(new CloseStatus(1000, reason).reason()).isEqualTo("x".repeat(120));
    }

    @Test
    void isBoundedForLoneSurrogatesToo() {
        String cut = new CloseStatus(1000, "\ud83d".repeat(300)).reason();
        assertThat(cut.length() * 3).isLessThanOrEqualTo(123);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 999, 5000, 65535})
    void rejectsACodeThatIsNone(int code) {
        assertThatThrownBy(() -> new CloseStatus(code, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000", "1001, 1001", "1004, 1014", "1005, 1000", "1006, 1014", "1011, 1011",
                "1014, 1014",
        "1015, 1014", "3000, 3000", "4999, 4999", "0, 1014", "999, 1014", "5000, 1014",
                "65535, 1014"
    })
    void relaysNoCodeThatMayNotBeSent(int heard, int relayed) {
        assertThat(CloseStatus.relayed(heard, "why")).isEqualTo(new CloseStatus(relayed, "why"));
    }

    @ParameterizedTest
    @CsvSource({
        "3000, 401",
        "3003, 403",
        "1014, 502",
        "3008, 504",
        "1013, 503",
        "1001, 503",
        "1012, 503",
        "1011, 500",
        "1008, 403",
        "4000, 403"
    })
    void hasAnHttpStatus(int code, int status) {
        assertThat(new CloseStatus(code, "").httpStatus()).isEqualTo(status);
    }
}
