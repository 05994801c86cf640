package dev.postern.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StompHeadersTest {

    private final StompHeaders headers = StompHeaders.of("a", "1", "b", "2", "a", "3");

    @Test
    void theFirstOfANameCounts() {
        assertThat(headers.get("a")).isEqualTo("1");
        assertThat(headers.get("A")).isNull();
        assertThat(headers.size()).isEqualTo(2);
    }

    @Test
    void aNameCanBeSetAndRemoved() {
        assertThat(headers.with("a", "9")).isEqualTo(StompHeaders.of("a", "9", "b", "2"));
        assertThat(headers.with("c", "9")).isEqualTo(StompHeaders.of("a", "1", "b", "2", "c", "9"));
        assertThat(headers.without("a")).isEqualTo(StompHeaders.of("b", "2"));
    }

    @Test
    void valuesDoNotShowInLogs() {
        assertThat(StompHeaders.of("passcode", "secret")).hasToString("[passcode]");
    }

    @Test
    void eachNameHasAValue() {
        assertThatIllegalArgumentException().isThrownBy(() -> StompHeaders.of("a"));
    }
}
