package dev.postern.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

class MailboxTest {

    private static final int POSTERS = 8;
    private static final int EACH = 20_000;

    private record Letter(int poster, int number) {}

    private static final class Recorder<T> extends Mailbox<T> {
        private final Consumer<T> handler;

        Recorder(Consumer<T> handler) {
            this.handler = handler;
        }

        @Override
        protected void handle(T item) {
            handler.accept(item);
        }
    }

    @Test
    void keepsEachPostersOrderAndHasOneRunnerAtATime() throws Exception {
        // Plain, unguarded state: two runners at once, or one that sees stale fields, would spoil
        // it.
        int[] last = new int[POSTERS];
        int[] handled = new int[1];
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger disorders = new AtomicInteger();
        Recorder<Letter> mailbox = new Recorder<>(letter -> {
            if (inside.incrementAndGet() != 1) {
                overlaps.incrementAndGet();
            }
            if (last[letter.poster()] + 1 != letter.number()) {
                disorders.incrementAndGet();
            }
            last[letter.poster()] = letter.number();
            handled[0]++;
            inside.decrementAndGet();
        });

        CountDownLatch start = new CountDownLatch(1);
        List<Thread> posters = new ArrayList<>();
        for (int i = 0; i < POSTERS; i++) {
            int poster = i;
            Thread thread = new Thread(() -> {
                await(start);
                for (int number = 1; number <= EACH; number++) {
                    mailbox.post(new Letter(poster, number));
                }
            });
            posters.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : posters) {
            thread.join();
        }

        assertThat(handled[0]).isEqualTo(POSTERS * EACH);
        assertThat(overlaps).hasValue(0);
        assertThat(disorders).hasValue(0);
    }

    @Test
    void handlesWhatIsPostedFromWithinAfterwards() {
        List<String> log = new ArrayList<>();
        List<Mailbox<String>> self = new ArrayList<>();
        Recorder<String> mailbox = new Recorder<>(item -> {
            log.add("begin " + item);
            if (item.equals("a")) {
                self.get(0).post("b");
                self.get(0).post("c");
            }
            log.add("end " + item);
        });
        self.add(mailbox);

        mailbox.post("a");

        assertThat(log).containsExactly("begin a", "end a", "begin b", "end b", "begin c", "end c");
    }

    @Test
    void settlesOnceForWhatCameTogether() {
        List<String> log = new ArrayList<>();
        Mailbox<String> mailbox = new Mailbox<>() {
            @Override
            protected void handle(String item) {
                log.add(item);
                if (item.equals("a")) {
                    post("b");
                    post("c");
                }
            }

            @Override
            protected void settle() {
                log.add("settle");
                if (log.size() == 4) {
                    post("d");
                }
            }
        };

        mailbox.post("a");

        assertThat(log).containsExactly("a", "b", "c", "settle", "d", "settle");
    }

    @Test
    void neverRecursesHoweverLongTheChain() {
        int[] count = new int[1];
        List<Mailbox<Integer>> self = new ArrayList<>();
        Recorder<Integer> mailbox = new Recorder<>(left -> {
            count[0]++;
            if (left > 0) {
                self.get(0).post(left - 1);
            }
        });
        self.add(mailbox);

        mailbox.post(1_000_000);

        assertThat(count[0]).isEqualTo(1_000_001);
    }

    @Test
    void aPosterThatFindsItBusyDoesNotWait() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<String> handledBy = new ArrayList<>();
        Recorder<String> mailbox = new Recorder<>(item -> {
            handledBy.add(item + " by " + Thread.currentThread().getName());
            if (item.equals("first")) {
                entered.countDown();
                await(release);
            }
        });
        Thread runner = new Thread(() -> mailbox.post("first"), "runner");
        runner.start();
        entered.await();

        // Returns although the runner is stuck inside.
        mailbox.post("second");
        assertThat(handledBy).containsExactly("first by runner");

        release.countDown();
        runner.join();
        assertThat(handledBy).containsExactly("first by runner", "second by runner");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
