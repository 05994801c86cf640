package dev.postern.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class TombstonesTest {

    private final FakeTimers timers = new FakeTimers();
    private final Tombstones tombstones = new Tombstones(timers);

    @Test
    void tellsWhyASessionEndedForTwoMinutes() {
        tombstones.add("a", CloseStatus.FORBIDDEN);

        timers.pass(Duration.ofSeconds(119));
        assertThat(tombstones.find("a")).isEqualTo(CloseStatus.FORBIDDEN);
        assertThat(tombstones.find("b")).isNull();

        timers.pass(Duration.ofSeconds(1));
        assertThat(tombstones.find("a")).isNull();
    }

    @Test
    void theLastEndOfAnIdCounts() {
        tombstones.add("a", CloseStatus.FORBIDDEN);
        timers.pass(Duration.ofSeconds(100));
        tombstones.add("a", CloseStatus.TIMEOUT);
        timers.pass(Duration.ofSeconds(100));
        assertThat(tombstones.find("a")).isEqualTo(CloseStatus.TIMEOUT);
    }

    @Test
    void isBoundedAndForgetsTheOldestFirst() {
        for (int i = 0; i < 20_001; i++) {
            tombstones.add("id" + i, CloseStatus.NORMAL);
        }
        assertThat(tombstones.find("id0")).isNull();
        assertThat(tombstones.find("id1")).isEqualTo(CloseStatus.NORMAL);
        assertThat(tombstones.find("id20000")).isEqualTo(CloseStatus.NORMAL);
    }

    @Test
    void anOldOneMadeAnewIsNotTheOldestAnyMore() {
        tombstones.add("again", CloseStatus.NORMAL);
        for (int i = 0; i < 10_000; i++) {
            tombstones.add("id" + i, CloseStatus.NORMAL);
        }
        tombstones.add("again", CloseStatus.TIMEOUT);
        for (int i = 10_000; i < 25_000; i++) {
            tombstones.add("id" + i, CloseStatus.NORMAL);
        }
        assertThat(tombstones.find("again")).isEqualTo(CloseStatus.TIMEOUT);
    }

    @Test
    void makesRoomForTheLivingByDroppingTheExpired() {
        for (int i = 0; i < 100; i++) {
            tombstones.add("old" + i, CloseStatus.NORMAL);
        }
        timers.pass(Duration.ofMinutes(3));
        for (int i = 0; i < 19_950; i++) {
            tombstones.add("new" + i, CloseStatus.NORMAL);
        }
        assertThat(tombstones.find("new0")).isEqualTo(CloseStatus.NORMAL);
        assertThat(tombstones.find("old99")).isNull();
    }
}
