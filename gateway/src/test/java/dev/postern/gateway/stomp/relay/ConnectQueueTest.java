package dev.postern.gateway.stomp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class ConnectQueueTest {

    private static final long MS = Duration.ofMillis(1).toNanos();

    private final FakeTimer timer = new FakeTimer();
    private final ConnectQueue queue =
            new ConnectQueue(timer, timer::now, Duration.ofSeconds(10), Duration.ofSeconds(10));
    private final List<Visitor> connecting = new ArrayList<>();
    private final List<Visitor> gaveUp = new ArrayList<>();
    private int attempts;

    @Test
    void usuallyNobodyWaits() {
        for (int i = 0; i < 1000; i++) {
            enter();
            assertThat(connecting).hasSize(1);
            succeed();
        }
        assertThat(queue.size()).isZero();
    }

    @Test
    void onlySoManyConnectAtATime() {
        enter(ConnectQueue.MAX_CONNECTING + 2);
        assertThat(connecting).hasSize(ConnectQueue.MAX_CONNECTING);
        succeed();
        assertThat(connecting).hasSize(ConnectQueue.MAX_CONNECTING);
        assertThat(queue.size()).isEqualTo(1);
        connecting.remove(0);
        queue.abandoned();
        assertThat(queue.size()).isZero();
    }

    @Test
    void aBrokerThatWasNeverThereIsNotWaitedFor() {
        enter(3);
        fail();
        fail();
        fail();
        assertThat(gaveUp).hasSize(3);
        enter();
        assertThat(connecting).hasSize(1);
    }

    @Test
    void aBrokerThatWasThereAMomentAgoIsWaitedFor() {
        lose(200);
        enter(200);
        assertThat(connecting).hasSize(1);
        fail();
        assertThat(connecting).isEmpty();
        timer.advance(5000, () -> {
            assertThat(connecting.size()).isLessThanOrEqualTo(1);
            while (!connecting.isEmpty()) {
                fail();
            }
        });
        assertThat(gaveUp).isEmpty();
        assertThat(attempts).isBetween(5, 40);

        List<Long> times = new ArrayList<>();
        timer.advance(12_000, () -> {
            while (!connecting.isEmpty()) {
                times.add(timer.now());
                succeed();
            }
        });
        assertThat(times).hasSize(200);
        assertThat(mostInASecond(times)).isLessThanOrEqualTo(21);
        assertThat(gaveUp).isEmpty();
    }

    @Test
    void butNotForLongerThanAConnectionMayTake() {
        lose(3);
        enter(3);
        timer.advance(9000, this::failAll);
        assertThat(gaveUp).isEmpty();
        timer.advance(2000, this::failAll);
        assertThat(gaveUp).hasSize(3);
        assertThat(queue.size()).isZero();
    }

    @Test
    void norWhereItHasBeenAwayForLong() {
        lose(1);
        timer.advance(31_000);
        enter();
        fail();
        assertThat(gaveUp).hasSize(1);
    }

    @Test
    void whoeverLeavesIsNotCalled() {
        lose(2);
        enter();
        fail();
        Visitor visitor = enter();
        queue.leave(visitor);
        timer.advance(20_000, this::failAll);
        assertThat(gaveUp).hasSize(1).doesNotContain(visitor);
    }

    @Test
    void aVisitorThatFailsKeepsNobodyElseFromItsTurn() {
        for (Throwable each :
                List.of(new IllegalStateException("on purpose"), new LinkageError("on purpose"))) {
            queue.enter(new Visitor() {
                @Override
                public void connect() {
                    if (each instanceof Error error) {
                        throw error;
                    }
                    throw (IllegalStateException) each;
                }
            });
        }
        enter();
        assertThat(connecting).hasSize(1);
    }

    private void lose(int count) {
        for (int i = 0; i < count; i++) {
            enter();
            succeed();
        }
        for (int i = 0; i < count; i++) {
            queue.lost();
        }
    }

    private Visitor enter() {
        Visitor visitor = new Visitor();
        queue.enter(visitor);
        return visitor;
    }

    private void enter(int count) {
        for (int i = 0; i < count; i++) {
            enter();
        }
    }

    private void succeed() {
        connecting.remove(0);
        queue.connected();
    }

    private void fail() {
        attempts++;
        queue.failed(connecting.remove(0));
    }

    private void failAll() {
        while (!connecting.isEmpty()) {
            fail();
        }
    }

    private static int mostInASecond(List<Long> times) {
        return times.stream()
                .mapToInt(from -> (int) times.stream()
                        .filter(time -> time >= from && time < from + 1000 * MS)
                        .count())
                .max()
                .orElse(0);
    }

    private class Visitor implements ConnectQueue.Waiting {

        private final long since = queue.now();

        @Override
        public void connect() {
            connecting.add(this);
        }

        @Override
        public void giveUp() {
            gaveUp.add(this);
        }

        @Override
        public long since() {
            return since;
        }
    }
}
