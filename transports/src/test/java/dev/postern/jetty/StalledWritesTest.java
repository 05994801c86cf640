package dev.postern.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.http.Completion;

import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class StalledWritesTest {

    private final AtomicInteger stalled = new AtomicInteger();
    private final Clock clock = new Clock();
    private final StalledWrites stalls = new StalledWrites(clock, stalled::incrementAndGet);

    @Test
    void aWriteThatHangsIsFound() {
        stalls.watch(sent(100));
        assertThat(clock.delays).containsExactly(60_012L);
        clock.fire();
        assertThat(stalled).hasValue(1);
    }

    @Test
    void aLargeOneHasLonger() {
        stalls.watch(sent(8_000_000));
        assertThat(clock.delays).containsExactly(1_060_000L);
    }

    @Test
    void thereIsOneTimerAtATimeAndNoneWhenAllIsWell() {
        Sent first = sent(0);
        Sent second = sent(0);
        stalls.watch(first);
        stalls.watch(second);
        assertThat(clock.tasks).hasSize(1);
        first.succeeded();
        clock.fire();
        assertThat(clock.tasks).hasSize(1);
        second.succeeded();
        clock.fire();
        assertThat(clock.tasks).isEmpty();
        assertThat(stalled).hasValue(0);
    }

    @Test
    void aLaterOneThatHangsIsFoundToo() {
        Sent first = sent(0);
        stalls.watch(first);
        stalls.watch(sent(0));
        first.succeeded();
        clock.fire();
        clock.fire();
        assertThat(stalled).hasValue(1);
    }

    private static Sent sent(int bytes) {
        return new Sent(bytes, Completion.IGNORED);
    }

    /** Time goes on when it is told. */
    private static final class Clock extends AbstractLifeCycle implements Scheduler {

        private final List<Runnable> tasks = new ArrayList<>();
        private final List<Long> delays = new ArrayList<>();

        @Override
        public Task schedule(Runnable task, long delay, TimeUnit unit) {
            tasks.add(task);
            delays.add(unit.toMillis(delay));
            return () -> tasks.remove(task);
        }

        void fire() {
            tasks.remove(0).run();
        }
    }
}
