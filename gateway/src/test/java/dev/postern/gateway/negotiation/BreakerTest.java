package dev.postern.gateway.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.gateway.config.NegotiationSettings;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

class BreakerTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long HOLD = 60 * SECOND;

    private final Breaker breaker = new Breaker(
            new NegotiationSettings(Duration.ofSeconds(60), Duration.ofSeconds(200)), 3);

    /** A clock may start below zero. */
    private long now = -5 * SECOND;

    @Test
    void opensAtTheThirdFailureOfThree() {
        fail(2);
        assertThat(breaker.offers(now)).isTrue();
        fail(1);
        assertThat(breaker.offers(now)).isFalse();
        assertThat(breaker.left(now)).isEqualTo(HOLD);
    }

    @Test
    void staysClosedWhileHalfOfTheNetworksConnectionsFareWell() {
        for (int i = 0; i < 4; i++) {
            breaker.ended(breaker.began(now), now);
        }
        fail(4);
        assertThat(breaker.offers(now)).isTrue();
        fail(1);
        assertThat(breaker.offers(now)).isFalse();
    }

    @Test
    void countsConnectionsThatLiveHoweverLongAgoTheyBegan() {
        for (int i = 0; i < 10; i++) {
            breaker.began(now);
        }
        now += 100 * Breaker.HALF_LIFE;
        fail(9);
        assertThat(breaker.offers(now)).isTrue();
    }

    @Test
    void forgetsFailuresInTime() {
        fail(2);
        now += Breaker.HALF_LIFE;
        fail(1);
        assertThat(breaker.offers(now)).isTrue();
    }

    @Test
    void letsOneTryWhenTheTimeIsOver() {
        fail(3);
        now += HOLD - 1;
        assertThat(breaker.offers(now)).isFalse();
        now += 1;
        assertThat(breaker.offers(now)).isTrue();
        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
        assertThat(breaker.offers(now)).isFalse();
    }

    @Test
    void offersAnotherTrialWhereTheFirstNeverCame() {
        fail(3);
        now += HOLD;
        assertThat(breaker.offers(now)).isTrue();
        now += Breaker.TRIAL - 1;
        assertThat(breaker.offers(now)).isFalse();
        now += 1;
        assertThat(breaker.offers(now)).isTrue();
    }

    @Test
    void closesWhenTheTrialPasses() {
        fail(3);
        now += HOLD;
        assertThat(breaker.offers(now)).isTrue();
        breaker.passed(breaker.began(now), now);
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
        assertThat(breaker.offers(now)).isTrue();
        assertThat(breaker.failed()).isZero();
    }

    @Test
    void closesWhenTheTrialLives() {
        fail(3);
        now += HOLD;
        assertThat(breaker.offers(now)).isTrue();
        breaker.began(now);
        now += Breaker.PROOF - 1;
        assertThat(breaker.offers(now)).isFalse();
        now += 1;
        assertThat(breaker.offers(now)).isTrue();
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void opensForTwiceAsLongWhenTheTrialFailsUpToTheLongest() {
        fail(3);
        long[] holds = {120 * SECOND, 200 * SECOND, 200 * SECOND};
        for (long hold : holds) {
            now += breaker.left(now);
            assertThat(breaker.offers(now)).isTrue();
            fail(1);
            assertThat(breaker.left(now)).isEqualTo(hold);
        }
    }

    @Test
    void failuresWhileOpenDoNotProlongIt() {
        fail(3);
        now += HOLD / 2;
        fail(5);
        assertThat(breaker.left(now)).isEqualTo(HOLD / 2);
    }

    @Test
    void beginsAnewWithTheShortTimeAfterItClosed() {
        fail(3);
        now += HOLD;
        assertThat(breaker.offers(now)).isTrue();
        int trial = breaker.began(now);
        breaker.passed(trial, now);
        breaker.ended(trial, now);
        fail(3);
        assertThat(breaker.left(now)).isEqualTo(HOLD);
    }

    @Test
    void aTrialThatEndedBeforeItProvedAnythingMakesRoomForAnother() {
        halfOpen();
        breaker.ended(breaker.began(now), now + SECOND);
        now += Breaker.PROOF;
        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
        assertThat(breaker.offers(now)).isTrue();
        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
        assertThat(breaker.offers(now)).isFalse();
        fail(1);
        assertThat(breaker.left(now)).isEqualTo(2 * HOLD);
    }

    @Test
    void closesWhenTheTrialEndsAfterItHasLived() {
        halfOpen();
        int trial = breaker.began(now);
        now += Breaker.PROOF;
        breaker.ended(trial, now);
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void whatBeganBeforeTheOfferDecidesNothing() {
        int[] older = {breaker.began(now), breaker.began(now), breaker.began(now)};
        fail(4);
        now += HOLD;
        assertThat(breaker.offers(now)).isTrue();
        breaker.passed(older[0], now);
        breaker.ended(older[0], now);
        breaker.failed(older[1], now);
        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);

        int trial = breaker.began(now);
        breaker.passed(older[2], now);
        breaker.failed(older[2], now);
        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
        breaker.failed(trial, now);
        assertThat(breaker.left(now)).isEqualTo(2 * HOLD);
    }

    @Test
    void aTrialOfAnEarlierOfferDecidesNothing() {
        halfOpen();
        int first = breaker.began(now);
        breaker.failed(first, now);
        now += 2 * HOLD;
        assertThat(breaker.offers(now)).isTrue();
        breaker.passed(first, now);
        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
    }

    @Test
    void whatBeganBesideTheTrialDecidesNothing() {
        halfOpen();
        int trial = breaker.began(now);
        int beside = breaker.began(now);
        breaker.failed(beside, now);
        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
        breaker.passed(trial, now);
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void forgetsAsMuchAsTimeHasPassed() {
        for (int i = 0; i < 32; i++) {
            breaker.ended(breaker.began(now), now);
        }
        assertThat(breaker.total()).isEqualTo(32);
        now += 4 * Breaker.HALF_LIFE;
        fail(1);
        assertThat(breaker.total()).isEqualTo(3);
        now += 1_000 * Breaker.HALF_LIFE;
        fail(1);
        assertThat(breaker.total()).isEqualTo(1);
    }

    private void halfOpen() {
        fail(3);
        now += HOLD;
        assertThat(breaker.offers(now)).isTrue();
        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(breaker.began(now), now);
        }
    }
}
