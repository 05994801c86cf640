package dev.postern.gateway.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class NearestTest {

    private static final List<String> NAMES =
            List.of("heartbeat", "host", "port", "max-message", "grace");

    @ParameterizedTest
    @CsvSource({
        "heartbeet, heartbeat",
        "hearbeat, heartbeat",
        "heart-beat, heartbeat",
        "prot, port",
        "hots, host",
        "maxmessage, max-message",
        "max-messages, max-message"
    })
    void aSlipOfThePenIsUnderstood(String wrong, String meant) {
        assertThat(Nearest.to(wrong, NAMES)).contains(meant);
    }

    @Test
    void somethingElseIsNot() {
        assertThat(Nearest.to("telepathy", NAMES)).isEmpty();
        assertThat(Nearest.advice("telepathy", NAMES, "read on")).isEqualTo("read on");
    }

    @Test
    void twoNeighboursSwappedAreOneSlip() {
        assertThat(Nearest.distance("abcd", "acbd")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("abc", "abc")).isZero();
    }
}
