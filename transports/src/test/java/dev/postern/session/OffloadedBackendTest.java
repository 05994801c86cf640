package dev.postern.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Limits;
import dev.postern.api.Transport;
import dev.postern.api.Turn;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class OffloadedBackendTest {

    private static final int MARK = 1000;

    /** Workers that work when told. */
    private static final class ByHand implements Executor {
        final Queue<Runnable> tasks = new ArrayDeque<>();
        int handOvers;
        boolean rejects;

        @Override
        public void execute(Runnable task) {
            if (rejects) {
                throw new RejectedExecutionException("on purpose");
            }
            handOvers++;
            tasks.add(task);
        }

        void work() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    private final ByHand workers = new ByHand();
    private final FakeBackend backend = new FakeBackend();
    private final SessionFixture fixture = over(backend, workers);
    private final LiveSession session = fixture.session(Transport.WEBSOCKET);
    private final FakeReceiver socket = FakeReceiver.webSocket(session);

    private static SessionFixture over(Backend backend, Executor workers) {
        return new SessionFixture(new OffloadedBackend(backend, workers, MARK), Limits.DEFAULT);
    }

    private FakeInlet receive(String... texts) {
        FakeInlet inlet = FakeInlet.request();
        session.receiveTexts(List.of(texts), inlet);
        return inlet;
    }

    private void open() {
        socket.attach();
        workers.work();
        assertThat(socket.frames()).containsExactly("o");
    }

    @Test
    void callsTheBackendOnWorkersOnly() {
        socket.attach();
        assertThat(backend.asked).hasValue(0);
        workers.work();
        assertThat(backend.asked).hasValue(1);

        receive("a");
        assertThat(backend.heard).isEmpty();
        workers.work();
        assertThat(backend.heard).containsExactly("a");
    }

    @Test
    void handsOverOncePerTurn() {
        open();
        workers.handOvers = 0;
        Turn.run(() -> {
            receive("a", "b");
            receive("c");
            assertThat(workers.handOvers).isZero();
        });
        assertThat(workers.handOvers).isEqualTo(1);
        workers.work();
        assertThat(backend.heard).containsExactly("a", "b", "c");
    }

    @Test
    void givesTheWorkerUpNowAndThen() {
        open();
        workers.handOvers = 0;
        receive(IntStream.range(0, 600).mapToObj(Integer::toString).toArray(String[]::new));
        workers.work();
        assertThat(backend.heard).hasSize(600);
        assertThat(workers.handOvers).isBetween(2, 4);
    }

    @Test
    void pausesTheClientAtTheMarkAndResumesHalfWay() {
        open();
        FakeInlet first = receive("x".repeat(MARK));
        assertThat(first.accepted).hasValue(1);

        // Held by the session now, not by the workers' queue.
        receive("second");
        workers.work();
        assertThat(backend.heard).containsExactly("x".repeat(MARK), "second");

        receive("third");
        workers.work();
        assertThat(backend.heard).endsWith("third");
    }

    @Test
    void boundsAFloodOfEmptyMessages() {
        open();
        FakeInlet flood = FakeInlet.request();
        for (int i = 0; i < 10_000; i++) {
            session.receiveTexts(List.of(""), flood);
        }
        // Whoever sent the rest waits for its answer: the session holds it, within its own bound.
        assertThat(flood.accepted.get()).isLessThan(10_000);
        workers.work();
        assertThat(backend.heard).hasSize(10_000).containsOnly("");
        assertThat(flood.accepted).hasValue(10_000);
    }

    @Test
    void anExceptionCloses() {
        open();
        backend.whenText = () -> {
            throw new IllegalStateException("on purpose");
        };
        receive("a");
        workers.work();
        assertThat(socket.frames()).containsExactly("o", "c[1011,\"Internal error\"]");
        assertThat(backend.heard).containsExactly("a", "close 1011");
    }

    @Test
    void anErrorClosesAndLeavesTheQueueAlive() {
        open();
        backend.whenText = () -> {
            throw new StackOverflowError("on purpose");
        };
        receive("a");
        workers.work();
        assertThat(backend.heard).containsExactly("a", "close 1011");
    }

    @Test
    void anExceptionInConnectRefuses() {
        backend.answer = (asking, connecting) -> {
            throw new IllegalStateException("on purpose");
        };
        socket.attach();
        workers.work();
        assertThat(socket.frames()).containsExactly("c[1011,\"Internal error\"]");
    }

    @Test
    void workersThatRejectRefuseANewSessionWith1013() {
        workers.rejects = true;
        socket.attach();
        assertThat(socket.frames()).containsExactly("c[1013,\"Try again later\"]");
        assertThat(fixture.registry.count()).isZero();
    }

    @Test
    void workersThatRejectCloseAnOpenSessionWith1013AndItHearsOfItOnceTheyWork() {
        open();
        Turn.run(() -> {
            receive("lost");
            workers.rejects = true;
        });
        assertThat(socket.frames()).containsExactly("o", "c[1013,\"Try again later\"]");
        workers.rejects = false;
        workers.work();
        assertThat(backend.heard).doesNotContain("lost");
        assertThat(fixture.registry.count()).isEqualTo(1);
        session.closedByClient(CloseStatus.GOING_AWAY);
        assertThat(fixture.registry.count()).isZero();
    }

    @Test
    void cancelsAnAbandonedAttemptOnAWorker() {
        FakeBackend later = new FakeBackend().answersLater();
        SessionFixture waiting = over(later, workers);
        LiveSession asked = waiting.session(Transport.XHR_POLLING);
        FakeReceiver poll = FakeReceiver.polling(asked).attach();
        workers.work();
        AtomicInteger cancelled = new AtomicInteger();
        later.connecting.onAbandoned(cancelled::incrementAndGet);

        asked.aborted(poll);
        assertThat(cancelled).hasValue(0);
        workers.work();
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void aBlockedBackendHoldsUpNeitherItsCallerNorAnotherSession() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CountDownLatch release = new CountDownLatch(1);
            List<String> heard = new ArrayList<>();
            Backend blocking = Backend.of(opened -> new BackendConnection() {
                @Override
                public void onText(String text) {
                    if (text.equals("block")) {
                        awaitQuietly(release);
                    }
                    synchronized (heard) {
                        heard.add(text);
                    }
                }
            });
            SessionFixture both = over(blocking, threads);
            LiveSession blocked = both.session(Transport.WEBSOCKET);
            LiveSession other = both.session(Transport.WEBSOCKET);
            for (LiveSession each : List.of(blocked, other)) {
                FakeReceiver opened = FakeReceiver.webSocket(each).attach();
                await().until(() -> opened.frames().contains("o"));
            }

            // Returns though its backend is stuck: this thread is not needed to go on.
            blocked.receiveTexts(List.of("block", "after"), FakeInlet.request());
            other.receiveTexts(List.of("free"), FakeInlet.request());
            await().untilAsserted(() -> {
                synchronized (heard) {
                    assertThat(heard).containsExactly("free");
                }
            });

            release.countDown();
            await().untilAsserted(() -> {
                synchronized (heard) {
                    assertThat(heard).containsExactly("free", "block", "after");
                }
            });
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void callsComeOneAtATimeInOrderAndNoneIsLostAcrossPauses() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            int count = 30_000;
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger overlaps = new AtomicInteger();
            AtomicInteger disorders = new AtomicInteger();
            AtomicInteger next = new AtomicInteger();
            Backend counting = Backend.of(opened -> text -> {
                if (inside.incrementAndGet() != 1) {
                    overlaps.incrementAndGet();
                }
                if (next.getAndIncrement() != Integer.parseInt(text)) {
                    disorders.incrementAndGet();
                }
                inside.decrementAndGet();
            });
            SessionFixture busy = new SessionFixture(
                    new OffloadedBackend(counting, threads, MARK),
                    Limits.DEFAULT.withReceiveQueue(1 << 20, 1 << 30));
            LiveSession stressed = busy.session(Transport.WEBSOCKET);
            FakeReceiver opened = FakeReceiver.webSocket(stressed).attach();
            await().until(() -> opened.frames().contains("o"));
            for (int i = 0; i < count; i++) {
                stressed.receiveTexts(List.of(Integer.toString(i)), FakeInlet.request());
            }

            await().untilAsserted(() -> assertThat(next).hasValue(count));
            assertThat(overlaps).hasValue(0);
            assertThat(disorders).hasValue(0);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
