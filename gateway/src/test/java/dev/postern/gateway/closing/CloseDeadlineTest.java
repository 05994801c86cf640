package dev.postern.gateway.closing;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class CloseDeadlineTest {

    /** A clock that rings when told to. */
    private static final class Rings extends AbstractLifeCycle implements Scheduler {

        private final Deque<Runnable> due = new ArrayDeque<>();

        @Override
        public Task schedule(Runnable task, long delay, TimeUnit units) {
            due.add(task);
            return () -> due.remove(task);
        }
    }

    private final Rings clock = new Rings();
    private final AtomicInteger outstanding = new AtomicInteger(100);
    private final AtomicInteger cuts = new AtomicInteger();
    private final CloseDeadline deadline =
            new CloseDeadline(clock, outstanding::get, cuts::incrementAndGet);

    @Test
    void whoTakesNothingIsCut() {
        deadline.start();
        clock.due.remove().run();
        assertThat(cuts).hasValue(1);
        assertThat(clock.due).isEmpty();
    }

    @Test
    void whoStillReadsGetsAnotherRoundButNotForEver() {
        deadline.start();
        int rounds = 0;
        while (cuts.get() == 0) {
            outstanding.decrementAndGet();
            clock.due.remove().run();
            rounds++;
        }
        assertThat(rounds).isEqualTo(12);
    }

    @Test
    void whoFinishedIsNotCut() {
        deadline.start();
        Runnable late = clock.due.element();
        deadline.cancel();
        late.run();
        assertThat(cuts).hasValue(0);
        assertThat(clock.due).isEmpty();
    }
}
