package dev.postern.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackNameTest {

    @ParameterizedTest
    @CsvSource({
        "c=callback, callback",
        "c=%63allback, callback",
        "callback=x, x",
        "callback=x&c=y, y",
        "c=y&c=z, y",
        "t=1&c=_jp.a-B9, _jp.a-B9",
        "cc=1&&c=x&, x",
    })
    void isWhatTheQuerySays(String query, String name) {
        assertThat(CallbackName.parse(query)).isEqualTo(new CallbackName.Valid(name));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"c", "c=", "t=1", "ac=x", "C=x", "&&", "c&c="})
    void isRequired(String query) {
        assertThat(CallbackName.parse(query))
                .isEqualTo(new CallbackName.Refused("\"callback\" parameter required"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c=%20",
                "c=*",
                "c=abc(",
                "c=abc%28",
                "c=%",
                "c=a%2",
                "c=%zz",
                "c=a+b",
                "c=%00",
                "c=a%0d%0a",
                "c=\u00e9",
                "c=\u0161",
                "c=%e9",
                "c=a=b",
                "c=%2563"
            })
    void holdsNothingThatAScriptCouldMisread(String query) {
        assertThat(CallbackName.parse(query))
                .isEqualTo(new CallbackName.Refused("invalid \"callback\" parameter"));
    }

    @Test
    void isBounded() {
        String longest = "x".repeat(64);
        assertThat(CallbackName.parse("c=" + longest)).isEqualTo(new CallbackName.Valid(longest));
        assertThat(CallbackName.parse("c=" + "%78".repeat(64)))
                .isEqualTo(new CallbackName.Valid(longest));
        assertThat(CallbackName.parse("c=x" + longest)).isEqualTo(CallbackName.INVALID);
        assertThat(CallbackName.parse("c=" + "%78".repeat(65))).isEqualTo(CallbackName.INVALID);
    }
}
