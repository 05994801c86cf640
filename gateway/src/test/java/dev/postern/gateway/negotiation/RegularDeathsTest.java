package dev.postern.gateway.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Random;
import java.util.function.DoubleSupplier;

class RegularDeathsTest {

    private static final int PEOPLE = 200_000;

    private final RegularDeaths deaths = new RegularDeaths("/chat", Duration.ofSeconds(25));
    private final Random random = new Random(20_261_129);
    private long now;
    private int warnings;

    @Test
    void warnsOnceWhenTwelveDieAfterOneSilence() {
        for (int i = 0; i < 11; i++) {
            died(5_000 + 20 * i);
        }
        assertThat(warnings).isZero();
        died(5_100);
        assertThat(warnings).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            died(5_000);
        }
        assertThat(warnings).isEqualTo(1);
    }

    @Test
    void warnsAgainAfterAWhile() {
        for (int i = 0; i < 12; i++) {
            died(5_000);
        }
        now += Duration.ofMinutes(11).toNanos();
        died(5_000);
        assertThat(warnings).isEqualTo(2);
    }

    @Test
    void seesTheRegularOnesAmongOthers() {
        for (int i = 0; i < 8; i++) {
            died(5_000);
            died(5_000);
            died(1_500 + 3_000 * i);
        }
        assertThat(warnings).isEqualTo(1);
    }

    /** Where each connection brought something now and then, it is of any age when it dies. */
    @Test
    void seesAKillerAmongConnectionsOfAnyAgeAndPeopleWhoLeave() {
        for (int i = 0; i < 400; i++) {
            died(i % 4 == 0 ? random.nextDouble() * 5_000 : 5_000 + random.nextDouble() * 120);
        }
        assertThat(warnings).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_100, 1_300, 1_500, 1_900, 2_500, 5_000, 25_000})
    void isSilentWherePollsAreAnsweredRegularlyAndPeopleLeaveBetween(int every) {
        leave(() -> random.nextDouble() * every);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.3, 0.5, 1})
    void isSilentWherePeopleLeaveAtAboutTheSameTime(double deviation) {
        leave(() -> 4_000 * Math.exp(deviation * random.nextGaussian()));
    }

    @Test
    void isSilentWherePeopleLeaveAtAnyTime() {
        leave(() -> -8_000 * Math.log(1 - random.nextDouble()));
    }

    @Test
    void isSilentAboutWhatNoIdleTimeOutExplains() {
        for (int i = 0; i < 100; i++) {
            died(100);
        }
        assertThat(warnings).isZero();
    }

    private void leave(DoubleSupplier silence) {
        for (int i = 0; i < PEOPLE; i++) {
            died(silence.getAsDouble());
            now += Duration.ofMinutes(1).toNanos();
        }
        assertThat(warnings).isZero();
    }

    private void died(double millis) {
        if (deaths.died((long) (millis * 1e6), now)) {
            warnings++;
        }
    }
}
