package dev.postern.gateway.negotiation;

import static dev.postern.gateway.negotiation.WebSocketFate.KILLED;
import static dev.postern.gateway.negotiation.WebSocketFate.UNKNOWN;
import static dev.postern.gateway.negotiation.WebSocketFate.WORKED;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

class WebSocketFateTest {

    static Stream<Arguments> ends() {
        return Stream.of(
                // closeFrame, cutHere, roundTrip, age in ms
                Arguments.of(true, false, false, 10, WORKED),
                Arguments.of(true, true, true, 60_000, WORKED),
                Arguments.of(false, true, false, 300, UNKNOWN),
                Arguments.of(false, true, true, 300, UNKNOWN),
                Arguments.of(false, false, false, 300, KILLED),
                Arguments.of(false, false, true, 300, KILLED),
                Arguments.of(false, false, true, 1_000, WORKED),
                Arguments.of(false, false, false, 9_999, KILLED),
                Arguments.of(false, false, false, 10_000, UNKNOWN),
                Arguments.of(false, false, true, 3_600_000, WORKED));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void judges(
            boolean closeFrame, boolean cutHere, boolean roundTrip, long age, WebSocketFate fate) {
        assertThat(WebSocketFate.of(closeFrame, cutHere, roundTrip, age * 1_000_000L))
                .isEqualTo(fate);
    }
}
