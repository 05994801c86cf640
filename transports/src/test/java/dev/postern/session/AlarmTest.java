package dev.postern.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class AlarmTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final FakeTimers timers = new FakeTimers();
    private final List<Long> rings = new ArrayList<>();
    private final Alarm alarm =
            new Alarm(timers, () -> rings.add((timers.now() - start()) / SECOND));
    private final long origin = timers.now();

    private long start() {
        return origin;
    }

    private void setFor(long seconds) {
        alarm.setFor(origin + seconds * SECOND);
    }

    @Test
    void ringsOnceAtItsTime() {
        setFor(5);
        timers.pass(Duration.ofMillis(4999));
        assertThat(rings).isEmpty();
        timers.pass(Duration.ofSeconds(100));
        assertThat(rings).containsExactly(5L);
    }

    @Test
    void movesToAnEarlierTimeOnly() {
        setFor(5);
        setFor(9);
        assertThat(timers.waiting()).isEqualTo(1);
        setFor(2);
        assertThat(timers.waiting()).isEqualTo(1);

        timers.pass(Duration.ofSeconds(20));
        assertThat(rings).containsExactly(2L);
    }

    @Test
    void touchesNoTimerForALaterDeadline() {
        setFor(5);
        int before = timers.waiting();
        for (int i = 0; i < 1000; i++) {
            setFor(6 + i);
        }
        assertThat(timers.waiting()).isEqualTo(before);
    }

    @Test
    void canBeSetAnewAfterItRang() {
        setFor(5);
        timers.pass(Duration.ofSeconds(5));
        setFor(8);
        timers.pass(Duration.ofSeconds(5));
        assertThat(rings).containsExactly(5L, 8L);
    }

    @Test
    void ringsAtOnceForWhatIsOverdue() {
        timers.pass(Duration.ofSeconds(3));
        setFor(1);
        timers.pass(Duration.ZERO);
        assertThat(rings).containsExactly(3L);
    }

    @Test
    void neverIsNoTimer() {
        alarm.setFor(SessionMachine.NEVER);
        assertThat(timers.waiting()).isZero();
    }

    @Test
    void isSilentForGoodOnceCancelled() {
        setFor(5);
        alarm.cancel();
        assertThat(timers.waiting()).isZero();
        setFor(6);
        timers.pass(Duration.ofSeconds(10));
        assertThat(rings).isEmpty();
        assertThat(timers.waiting()).isZero();
    }
}
