package dev.postern.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ResendTest {

    private static final String TIME = "t=1795384000123";

    @Test
    void theSameMessagesAtTheSameTimeAreTheSameRequest() {
        long first = Resend.ofAll(TIME, List.of("a", "b"));

        assertThat(Resend.ofAll(TIME, List.of("a", "b"))).isEqualTo(first);
        assertThat(Resend.ofAll("k=1&" + TIME + "&c=2", List.of("a", "b"))).isEqualTo(first);
    }

    @Test
    void otherMessagesOrAnotherTimeAreAnotherRequest() {
        long first = Resend.ofAll(TIME, List.of("a", "b"));

        assertThat(Resend.ofAll(TIME, List.of("b", "a"))).isNotEqualTo(first);
        assertThat(Resend.ofAll(TIME, List.of("a"))).isNotEqualTo(first);
        assertThat(Resend.ofAll("t=1795384000124", List.of("a", "b"))).isNotEqualTo(first);
    }

    @Test
    void anotherBeginningLengthOrTimeIsAnotherLongRequest() {
        long first = Resend.ofBegun(TIME, "100000", "a");

        assertThat(Resend.ofBegun(TIME, "100000", "a")).isEqualTo(first);
        assertThat(Resend.ofBegun(TIME, "100001", "a")).isNotEqualTo(first);
        assertThat(Resend.ofBegun(TIME, null, "a")).isNotEqualTo(first);
        assertThat(Resend.ofBegun(TIME, "100000", "b")).isNotEqualTo(first);
        assertThat(Resend.ofBegun("t=1795384000124", "100000", "a")).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "t=", "t=1", "t=17953840001234", "at=1795384000123", "t=179538400012x"})
    void whatTellsNoTimeIsNeverTakenForTheSame(String query) {
        assertThat(Resend.ofAll(query, List.of("a"))).isZero();
        assertThat(Resend.ofBegun(query, "100000", "a")).isZero();
    }
}
