package dev.postern.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Limits;
import dev.postern.api.Transport;
import dev.postern.api.Turn;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

class LiveSessionTest {

    private static final Limits LIMITS = Limits.DEFAULT.withSendQueue(250, 1_000);

    private final FakeBackend backend = new FakeBackend();
    private final SessionFixture fixture = new SessionFixture(backend, LIMITS);
    private final LiveSession session = fixture.session(Transport.WEBSOCKET);
    private final FakeReceiver socket = FakeReceiver.webSocket(session);

    @Nested
    class Sending {

        @Test
        void writesAtOnceOutsideOfATurn() {
            socket.attach();
            session.send("a");
            session.send("b");
            assertThat(socket.frames()).containsExactly("o", "a[\"a\"]", "a[\"b\"]");
        }

        @Test
        void aTurnsSendsAreOneFrame() {
            socket.attach();
            Turn.run(() -> {
                session.send("a");
                session.send("b");
                session.send("c");
                assertThat(socket.frames()).containsExactly("o");
            });
            assertThat(socket.frames()).containsExactly("o", "a[\"a\",\"b\",\"c\"]");
        }

        @Test
        void whatQueuesUpBehindAWriteIsOneFrame() {
            socket.attach().stall();
            for (String text : List.of("a", "b", "c")) {
                session.send(text);
            }
            assertThat(socket.frames()).containsExactly("o", "a[\"a\"]");
            socket.goOn();
            assertThat(socket.frames()).containsExactly("o", "a[\"a\"]", "a[\"b\",\"c\"]");
        }

        @Test
        void saysFalseOverTheMarkAndTellsWhenItHasDrained() {
            socket.attach().stall();
            assertThat(session.send("x".repeat(60))).isTrue();
            assertThat(session.send("y".repeat(60))).isTrue();
            assertThat(session.isWritable()).isTrue();
            assertThat(session.send("z".repeat(60))).isFalse();
            assertThat(session.isWritable()).isFalse();
            assertThat(backend.heard).isEmpty();

            socket.goOn();
            assertThat(backend.heard).containsExactly("writable");
            assertThat(session.isWritable()).isTrue();
        }

        @Test
        void saysTrueForABigMessageThatLeavesAtOnce() {
            socket.attach();
            assertThat(session.send("x".repeat(200))).isTrue();
            assertThat(backend.heard).isEmpty();
        }

        @Test
        void closesBeyondTheHardLimit() {
            socket.attach().stall();
            session.send("in flight");
            for (int i = 0; i < 10; i++) {
                session.send("x".repeat(60));
            }
            assertThat(backend.heard).containsExactly("close 1008");
            assertThat(session.send("more")).isFalse();

            socket.goOn();
            assertThat(socket.frames())
                    .containsExactly("o", "a[\"in flight\"]", "c[1008,\"Slow consumer\"]");
        }

        @Test
        void refusesBinaryMessagesOnASockJsSession() {
            socket.attach();
            assertThat(session.sendBinary(ByteBuffer.allocate(1))).isFalse();
            assertThat(backend.heard).containsExactly("close 1003");
            assertThat(socket.isFinished()).isTrue();
        }

        @Test
        void tellsNothingAfterTheEndThoughTheQueueStillDrains() {
            socket.attach().stall();
            session.send("x".repeat(60));
            session.send("y".repeat(60));
            session.send("z".repeat(60));
            session.close(CloseStatus.NORMAL);
            assertThat(backend.heard).containsExactly("close 1000");

            socket.goOn();
            assertThat(socket.frames()).last().isEqualTo("c[1000,\"Normal closure\"]");
            assertThat(socket.frames()).hasSize(4);
            assertThat(backend.heard).containsExactly("close 1000");
        }
    }

    @Nested
    class Failing {

        @Test
        void anExceptionInConnectRefusesWith1011() {
            backend.answer = (asking, connecting) -> {
                throw new IllegalStateException("on purpose");
            };
            socket.attach();
            assertThat(socket.frames()).containsExactly("c[1011,\"Internal error\"]");
            assertThat(backend.closes).hasValue(0);
            assertThat(fixture.registry.count()).isZero();
        }

        @Test
        void anExceptionInAListenerClosesWith1011AndDropsTheRestOfItsBatch() {
            backend.whenText = () -> {
                throw new IllegalStateException("on purpose");
            };
            socket.attach();
            session.receiveTexts(List.of("a", "b"), FakeInlet.request());
            assertThat(backend.heard).containsExactly("a", "close 1011");
            assertThat(socket.frames()).containsExactly("o", "c[1011,\"Internal error\"]");
        }

        @Test
        void anErrorDoesNotLeaveTheSessionStuck() {
            backend.whenText = () -> {
                throw new NoClassDefFoundError("on purpose");
            };
            socket.attach();
            session.receiveTexts(List.of("a"), FakeInlet.request());
            assertThat(socket.frames()).containsExactly("o", "c[1011,\"Internal error\"]");
            assertThat(backend.closes).hasValue(1);
        }

        @Test
        void anExceptionInTheCloseListenerHarmsNobody() {
            backend.answer = (asking, connecting) -> connecting.accept(new BackendConnection() {
                @Override
                public void onText(String text) {}

                @Override
                public void onClose(CloseStatus status) {
                    throw new IllegalStateException("on purpose");
                }
            });
            socket.attach();
            session.closedByClient(CloseStatus.GOING_AWAY);
            assertThat(fixture.registry.count()).isZero();
        }
    }

    @Nested
    class Answering {

        private final FakeBackend later = new FakeBackend().answersLater();
        private final SessionFixture waiting = new SessionFixture(later, LIMITS);
        private final LiveSession asked = waiting.session(Transport.XHR_POLLING);
        private final FakeReceiver poll = FakeReceiver.polling(asked);

        @Test
        void opensWhenTheBackendAccepts() {
            poll.attach();
            assertThat(poll.frames()).isEmpty();
            later.connecting.accept(later);
            assertThat(poll.frames()).containsExactly("o");
        }

        @Test
        void onlyTheFirstAnswerCounts() {
            poll.attach();
            later.connecting.accept(later);
            later.connecting.refuse(CloseStatus.FORBIDDEN);
            later.connecting.accept(new FakeBackend());
            FakeReceiver next = FakeReceiver.polling(asked).attach();
            asked.send("a");
            assertThat(next.frames()).containsExactly("a[\"a\"]");
            assertThat(later.closes).hasValue(0);
        }

        @Test
        void anAcceptAfterARefusalIsNeverHeardOf() {
            poll.attach();
            later.connecting.refuse(CloseStatus.UNAUTHORIZED);
            later.connecting.accept(later);
            assertThat(poll.frames()).containsExactly("c[3000,\"Unauthorized\"]");
            assertThat(later.heard).isEmpty();
        }

        @Test
        void cancelsWhatTheClientGaveUp() {
            int[] cancelled = new int[1];
            poll.attach();
            later.connecting.onAbandoned(() -> cancelled[0]++);
            asked.aborted(poll);
            asked.aborted(poll);
            assertThat(cancelled[0]).isEqualTo(1);
            assertThat(waiting.registry.count()).isZero();
        }

        @Test
        void cancelsAtOnceIfTheClientHasGoneBefore() {
            int[] cancelled = new int[1];
            poll.attach();
            asked.aborted(poll);
            later.connecting.onAbandoned(() -> cancelled[0]++);
            assertThat(cancelled[0]).isEqualTo(1);
        }

        @Test
        void cancelsNothingAfterAnAnswer() {
            int[] cancelled = new int[1];
            poll.attach();
            later.connecting.onAbandoned(() -> cancelled[0]++);
            later.connecting.accept(later);
            asked.drain(CloseStatus.GOING_AWAY);
            later.connecting.onAbandoned(() -> cancelled[0]++);
            assertThat(cancelled[0]).isZero();
        }

        @Test
        void anAcceptAfterTheClientLeftHearsTheEndOnce() {
            poll.attach();
            asked.aborted(poll);
            later.connecting.accept(later);
            later.connecting.accept(later);
            assertThat(later.heard).containsExactly("close 1001");
        }

        @Test
        void aLateAnswerFindsTheSessionOpen() {
            poll.attach();
            waiting.timers.pass(Duration.ofMillis(200));
            assertThat(poll.frames()).containsExactly("o");
            asked.receiveTexts(List.of("early"), FakeInlet.request());
            assertThat(later.heard).isEmpty();

            later.connecting.accept(later);
            assertThat(later.heard).containsExactly("early");
        }

        @Test
        void aBackendMayCloseBeforeItAccepts() {
            poll.attach();
            asked.close(new CloseStatus(3000, "Go away!"));
            later.connecting.accept(later);
            FakeReceiver next = FakeReceiver.polling(asked).attach();
            assertThat(poll.frames()).containsExactly("o");
            assertThat(next.frames()).containsExactly("c[3000,\"Go away!\"]");
            assertThat(later.heard).containsExactly("close 3000");
        }

        @Test
        void acceptsNobodyInPlaceOfAConnection() {
            later.answer = (asking, connecting) -> connecting.accept(null);
            poll.attach();
            assertThat(poll.frames()).containsExactly("c[1011,\"Internal error\"]");
        }
    }

    @Nested
    class Ending {

        @Test
        void theBackendHearsTheEndOnceWhoeverEndsIt() {
            socket.attach();
            session.close(CloseStatus.NORMAL);
            session.closedByClient(CloseStatus.GOING_AWAY);
            session.aborted(socket);
            session.drain(CloseStatus.SERVICE_RESTART);
            assertThat(backend.heard).containsExactly("close 1000");
            assertThat(fixture.registry.count()).isZero();
        }

        @Test
        void aSocketThatIsCutEndsTheSessionAtOnce() {
            socket.attach();
            session.aborted(socket);
            assertThat(backend.heard).containsExactly("close 1001");
            assertThat(fixture.registry.count()).isZero();
            assertThat(fixture.timers.waiting()).isZero();
        }

        @Test
        void aWriteThatFailsEndsTheSession() {
            socket.attach().stall();
            session.send("a");
            socket.fail();
            assertThat(backend.heard).containsExactly("close 1001");
            assertThat(fixture.registry.count()).isZero();
        }

        @Test
        void aClosingHandshakeThatNeverEndsIsCutAfterTheLinger() {
            socket.attach();
            session.close(CloseStatus.NORMAL);
            assertThat(fixture.registry.count()).isEqualTo(1);
            fixture.timers.pass(LIMITS.linger());
            assertThat(socket.isAborted()).isTrue();
            assertThat(fixture.registry.count()).isZero();
        }

        @Test
        void anIdleSessionHasOneTimer() {
            socket.attach();
            for (int i = 0; i < 50; i++) {
                session.send("message " + i);
                fixture.timers.pass(Duration.ofSeconds(1));
            }
            assertThat(fixture.timers.waiting()).isEqualTo(1);
        }

        @Test
        void aPeerThatAnswersItsPingsIsKeptAndASilentOneIsGivenUp() {
            socket.attach();
            fixture.timers.pass(Duration.ofMinutes(10));
            assertThat(socket.isAborted()).isFalse();
            assertThat(socket.pings()).isEqualTo(24);

            socket.fallSilent();
            fixture.timers.pass(LIMITS.heartbeat().multipliedBy(3));
            assertThat(socket.isAborted()).isTrue();
            assertThat(backend.heard).containsExactly("close 1001");
        }
    }
}
