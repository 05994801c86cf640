package dev.postern.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

class LimitsTest {

    private static final Duration NEGATIVE = Duration.ofMillis(-1);

    static Stream<UnaryOperator<Limits>> nonsense() {
        return Stream.of(
                limits -> limits.withMaxMessage(0),
                limits -> limits.withSendQueue(0, 10),
                limits -> limits.withSendQueue(10, 9),
                limits -> limits.withReceiveQueue(0, 10),
                limits -> limits.withReceiveQueue(10, 9),
                limits -> limits.withResponse(0, Duration.ofSeconds(1)),
                limits -> limits.withResponse(1, NEGATIVE),
                limits -> limits.withHeartbeat(Duration.ZERO),
                limits -> limits.withDisconnectDelay(Duration.ZERO),
                limits -> limits.withLinger(Duration.ZERO),
                limits -> limits.withStall(Duration.ZERO),
                limits -> limits.withOpenHold(NEGATIVE),
                limits -> limits.withSendHold(NEGATIVE),
                limits -> limits.withMaxSessions(0));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void rejectsNonsense(UnaryOperator<Limits> change) {
        assertThatThrownBy(() -> change.apply(Limits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachChangeTouchesItsOwnAndNothingElse() {
        Duration second = Duration.ofSeconds(1);
        assertThat(Limits.DEFAULT
                        .withMaxMessage(1)
                        .withSendQueue(2, 3)
                        .withReceiveQueue(4, 5)
                        .withResponse(6, second)
                        .withHeartbeat(second.multipliedBy(2))
                        .withDisconnectDelay(second.multipliedBy(3))
                        .withOpenHold(Duration.ZERO)
                        .withLinger(second.multipliedBy(5))
                        .withSendHold(Duration.ZERO)
                        .withStall(second.multipliedBy(7))
                        .withMaxSessions(8))
                .isEqualTo(new Limits(
                        1,
                        2,
                        3,
                        4,
                        5,
                        6,
                        second,
                        second.multipliedBy(2),
                        second.multipliedBy(3),
                        Duration.ZERO,
                        second.multipliedBy(5),
                        Duration.ZERO,
                        second.multipliedBy(7),
                        8));
    }

    @Test
    void theDefaultsAreSockJss() {
        assertThat(Limits.DEFAULT.responseLimit()).isEqualTo(128 * 1024);
        assertThat(Limits.DEFAULT.heartbeat()).isEqualTo(Duration.ofSeconds(25));
        assertThat(Limits.DEFAULT.disconnectDelay()).isEqualTo(Duration.ofSeconds(5));
    }
}
