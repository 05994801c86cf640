package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class RecoveryTest {

    private static final long MS = Duration.ofMillis(1).toNanos();

    private final Recovery recovery = new Recovery(Duration.ofSeconds(10));

    @Test
    void whereNothingWasLostNobodyWaits() {
        for (int i = 0; i < 1000; i++) {
            assertThat(recovery.untilAdmitted(0)).isZero();
            recovery.admitted(0);
        }
    }

    @Test
    void oneLostConnectionIsToldAtOnce() {
        assertThat(recovery.lost(0, 200)).isTrue();
        assertThat(recovery.untilTold(0)).isZero();
        assertThat(recovery.untilAdmitted(0)).isZero();
    }

    @Test
    void manyAreToldAtEvenIntervalsWithinHalfOfTheTime() {
        for (int i = 0; i < 200; i++) {
            assertThat(recovery.lost(0, 200 - i)).isEqualTo(i == 0);
            assertThat(recovery.untilTold(0)).isEqualTo(25 * MS * i);
        }
    }

    @Test
    void manyComeBackAtEvenIntervals() {
        for (int i = 0; i < 200; i++) {
            recovery.lost(0, 200 - i);
        }
        long now = 3000 * MS;
        for (int i = 0; i < 200; i++) {
            long wait = recovery.untilAdmitted(now);
            assertThat(wait).isEqualTo(i == 0 ? 0 : 50 * MS);
            now += wait;
            recovery.admitted(now);
        }
        assertThat(now).isEqualTo(3000 * MS + 199 * 50 * MS);
    }

    @Test
    void aFewComeBackAtTenASecond() {
        for (int i = 0; i < 5; i++) {
            recovery.lost(0, 5 - i);
        }
        recovery.admitted(0);
        assertThat(recovery.untilAdmitted(0)).isEqualTo(100 * MS);
    }

    @Test
    void aFewOfManyMakeNobodyWait() {
        for (int i = 0; i < 100; i++) {
            long now = 100 * MS * i;
            recovery.lost(now, 200);
            for (int others = 0; others < 50; others++) {
                assertThat(recovery.untilAdmitted(now)).isZero();
                recovery.admitted(now);
            }
        }
    }

    @Test
    void nobodyWaitsLongerThanHalfOfTheTimeToBeTold() {
        recovery.lost(0, 1);
        for (int i = 0; i < 10_000; i++) {
            assertThat(recovery.untilTold(0)).isLessThanOrEqualTo(5000 * MS);
        }
    }

    @Test
    void itIsOverSomeTimeAfterTheLastOne() {
        recovery.lost(0, 200);
        recovery.goesOn(15_000 * MS);
        assertThat(recovery.isActive(35_000 * MS)).isTrue();
        assertThat(recovery.isActive(35_001 * MS)).isFalse();
        assertThat(recovery.lost(36_000 * MS, 1)).isTrue();
        assertThat(recovery.untilTold(36_000 * MS)).isZero();
    }

    @Test
    void theClockMayOverflow() {
        long now = Long.MAX_VALUE - 10 * MS;
        for (int i = 0; i < 20; i++) {
            recovery.lost(now, 200 - i);
        }
        recovery.untilTold(now);
        assertThat(recovery.untilTold(now)).isEqualTo(25 * MS);
        recovery.admitted(now);
        assertThat(recovery.untilAdmitted(now + 20 * MS)).isEqualTo(30 * MS);
    }
}
