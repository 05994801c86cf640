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
        Resend first = Resend.of(TIME, List.of("a", "b"));

        assertThat(Resend.of(TIME, List.of("a", "b"))).isEqualTo(first);
        assertThat(Resend.of("k=1&" + TIME + "&c=2", List.of("a", "b"))).isEqualTo(first);
    }

    @Test
    void otherMessagesOrAnotherTimeAreAnotherRequest() {
        Resend first = Resend.of(TIME, List.of("a", "b"));

        assertThat(Resend.of(TIME, List.of("b", "a"))).isNotEqualTo(first);
        assertThat(Resend.of(TIME, List.of("a"))).isNotEqualTo(first);
        assertThat(Resend.of("t=1795384000124", List.of("a", "b"))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "t=", "t=1", "t=17953840001234", "at=1795384000123", "t=179538400012x"})
    void whatTellsNoTimeIsNeverTakenForTheSame(String query) {
        assertThat(Resend.of(query, List.of("a")).mark()).isZero();
    }
}
