package dev.postern.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;
import dev.postern.api.Limits;
import dev.postern.api.Transport;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Many threads at one session. */
class LiveSessionStressTest {

    private static final int SENDERS = 4;
    private static final int EACH = 3_000;

    @Test
    void noSenderThatWasToldToWaitWaitsForever() throws Exception {
        FakeBackend backend = new FakeBackend();
        SessionFixture fixture =
                new SessionFixture(backend, Limits.DEFAULT.withSendQueue(800, 1 << 30));
        LiveSession session = fixture.session(Transport.WEBSOCKET);
        FakeReceiver socket = FakeReceiver.webSocket(session).attach().stall();
        Phaser wakeUps = new Phaser(1);
        backend.whenWritable = wakeUps::arrive;
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            while (!done.get()) {
                socket.completeOne();
            }
        });
        AtomicInteger starved = new AtomicInteger();
        CountDownLatch finished = new CountDownLatch(SENDERS);
        writer.start();
        for (int i = 0; i < SENDERS; i++) {
            Thread sender = new Thread(() -> {
                for (int n = 0; n < EACH; n++) {
                    int phase = wakeUps.getPhase();
                    if (!session.send("x".repeat(40)) && !wokenAfter(wakeUps, phase)) {
                        starved.incrementAndGet();
                        break;
                    }
                }
                finished.countDown();
            });
            sender.start();
        }

        boolean all = finished.await(50, TimeUnit.SECONDS);
        done.set(true);
        writer.join();
        wakeUps.forceTermination();

        assertThat(starved).hasValue(0);
        assertThat(all).isTrue();
    }

    private static boolean wokenAfter(Phaser wakeUps, int phase) {
        try {
            wakeUps.awaitAdvanceInterruptibly(phase, 20, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void messagesOfManySendersArriveAllAndEachSendersInOrder() throws Exception {
        FakeBackend backend = new FakeBackend();
        SessionFixture fixture =
                new SessionFixture(backend, Limits.DEFAULT.withSendQueue(1 << 30, 1 << 30));
        LiveSession session = fixture.session(Transport.WEBSOCKET);
        FakeReceiver socket = FakeReceiver.webSocket(session).attach();
        together(SENDERS, sender -> {
            for (int n = 0; n < EACH; n++) {
                session.send(sender + ":" + n);
            }
        });

        int[] next = new int[SENDERS];
        for (String frame : socket.frames().subList(1, socket.frames().size())) {
            for (String quoted : frame.substring(2, frame.length() - 1).split(",", -1)) {
                String[] parts = quoted.substring(1, quoted.length() - 1).split(":", -1);
                int sender = Integer.parseInt(parts[0]);
                assertThat(Integer.parseInt(parts[1])).isEqualTo(next[sender]++);
            }
        }
        assertThat(next).containsOnly(EACH);
    }

    @Test
    void anAnswerThatMeetsTheClientsLeavingIsAcceptedAndClosedOnceOrCancelledOnce()
            throws Exception {
        for (int round = 0; round < 2_000; round++) {
            FakeBackend backend = new FakeBackend().answersLater();
            SessionFixture fixture = new SessionFixture(backend, Limits.DEFAULT);
            LiveSession session = fixture.session(Transport.XHR_POLLING);
            FakeReceiver poll = FakeReceiver.polling(session).attach();
            AtomicInteger cancelled = new AtomicInteger();
            together(3, part -> {
                switch (part) {
                    case 0 -> backend.connecting.accept(backend);
                    case 1 -> session.aborted(poll);
                    default -> backend.connecting.onAbandoned(cancelled::incrementAndGet);
                }
            });
            fixture.timers.pass(Duration.ofMinutes(1));

            assertThat(backend.closes).as("round %s", round).hasValue(1);
            assertThat(backend.heardAfterClose).isFalse();
            assertThat(cancelled.get()).isLessThanOrEqualTo(1);
            assertThat(fixture.registry.count()).isZero();
        }
    }

    @Test
    void theEndIsHeardOnceAndLastHoweverManyEndIt() throws Exception {
        for (int round = 0; round < 1_000; round++) {
            FakeBackend backend = new FakeBackend();
            SessionFixture fixture =
                    new SessionFixture(backend, Limits.DEFAULT.withSendQueue(300, 1_000));
            LiveSession session = fixture.session(Transport.WEBSOCKET);
            FakeReceiver socket = FakeReceiver.webSocket(session).attach();
            together(4, part -> {
                switch (part) {
                    case 0 -> session.close(CloseStatus.NORMAL);
                    case 1 -> session.aborted(socket);
                    case 2 -> session.receiveTexts(List.of("a", "b"), FakeInlet.request());
                    default -> session.send("x".repeat(60));
                }
            });
            session.closedByClient(CloseStatus.GOING_AWAY);

            assertThat(backend.closes).as("round %s", round).hasValue(1);
            assertThat(backend.heardAfterClose).isFalse();
            assertThat(fixture.registry.count()).isZero();
        }
    }

    private interface Part {
        void run(int number) throws Exception;
    }

    private static void together(int threads, Part part) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Thread> all = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    part.run(number);
                } catch (Exception e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            });
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }
}
