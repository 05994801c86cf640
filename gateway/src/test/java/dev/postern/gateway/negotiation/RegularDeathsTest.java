package dev.postern.gateway.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class RegularDeathsTest {

    private final RegularDeaths deaths = new RegularDeaths("/chat", Duration.ofSeconds(25));
    private long now;

    @Test
    void warnsOnceWhenEightDieAtOneAge() {
        for (int i = 0; i < 7; i++) {
            died(5_000 + 30 * i);
        }
        assertThat(deaths.warnings()).isZero();
        died(5_100);
        assertThat(deaths.warnings()).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            died(5_000);
        }
        assertThat(deaths.warnings()).isEqualTo(1);
    }

    @Test
    void warnsAgainAfterAWhile() {
        for (int i = 0; i < 8; i++) {
            died(5_000);
        }
        now += Duration.ofMinutes(11).toNanos();
        died(5_000);
        assertThat(deaths.warnings()).isEqualTo(2);
    }

    @Test
    void seesTheRegularOnesAmongOthers() {
        for (int i = 0; i < 8; i++) {
            died(5_000);
            died(1_500 + 3_000 * i);
        }
        assertThat(deaths.warnings()).isEqualTo(1);
    }

    @Test
    void isSilentWherePeopleJustLeave() {
        for (int i = 0; i < 1_000; i++) {
            died(1_000 + i * 7_919 % 24_000);
        }
        assertThat(deaths.warnings()).isZero();
    }

    @Test
    void isSilentAboutAgesThatNoIdleTimeOutExplains() {
        for (int i = 0; i < 20; i++) {
            died(100);
            died(60_000);
        }
        assertThat(deaths.warnings()).isZero();
    }

    private void died(long millis) {
        deaths.died(millis * 1_000_000, now);
    }
}
