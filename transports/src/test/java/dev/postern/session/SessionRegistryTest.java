package dev.postern.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;
import dev.postern.api.Counter;
import dev.postern.api.Identity;
import dev.postern.api.Limits;
import dev.postern.api.Transport;
import dev.postern.session.SessionRegistry.Lookup;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class SessionRegistryTest {

    private static final Identity ALICE = new Identity("alice");
    private static final Identity BOB = new Identity("bob");

    private final FakeBackend backend = new FakeBackend();
    private final SessionFixture fixture =
            new SessionFixture(backend, Limits.DEFAULT.withMaxSessions(3));
    private final SessionRegistry registry = fixture.registry;

    private Lookup look(String id, Identity identity) {
        return registry.findOrOpen(
                id, identity, () -> SessionFixture.handshake(Transport.XHR_POLLING, identity));
    }

    private LiveSession open(String id) {
        return ((Lookup.Here) look(id, ALICE)).session();
    }

    private Lookup openSocket() {
        return registry.openWebSocket(SessionFixture.handshake(Transport.WEBSOCKET, ALICE));
    }

    @Test
    void findsASessionByItsId() {
        LiveSession session = open("a");
        assertThat(open("a")).isSameAs(session);
        assertThat(open("b")).isNotSameAs(session);
        assertThat(registry.find("a", ALICE)).isSameAs(session);
        assertThat(registry.find("c", ALICE)).isNull();
        assertThat(registry.count()).isEqualTo(2);
    }

    @Test
    void aSessionOfSomebodyElseIsNotYours() {
        open("a");
        assertThat(look("a", BOB)).isInstanceOf(Lookup.NotYours.class);
        assertThat(registry.find("a", BOB)).isNull();
    }

    @Test
    void twoWebSocketsAreTwoSessions() {
        assertThat(((Lookup.Here) openSocket()).session())
                .isNotSameAs(((Lookup.Here) openSocket()).session());
        assertThat(registry.count()).isEqualTo(2);
    }

    @Test
    void refusesMoreThanItMayHoldWith1013() {
        LiveSession first = open("a");
        openSocket();
        open("b");
        assertThat(look("c", ALICE)).isEqualTo(new Lookup.Over(CloseStatus.TRY_AGAIN_LATER));
        assertThat(openSocket()).isEqualTo(new Lookup.Over(CloseStatus.TRY_AGAIN_LATER));
        assertThat(open("a")).as("a known one is still found").isSameAs(first);
        assertThat(fixture.counters.get(Counter.SESSIONS_REFUSED)).isEqualTo(2);

        first.closedByClient(CloseStatus.GOING_AWAY);
        assertThat(look("c", ALICE)).isInstanceOf(Lookup.Here.class);
    }

    @Test
    void aLateAskerHearsWhyAndNeverGetsANewSession() {
        LiveSession session = open("a");
        FakeReceiver.polling(session).attach();
        session.close(CloseStatus.FORBIDDEN);
        fixture.timers.pass(Limits.DEFAULT.linger());

        assertThat(registry.count()).isZero();
        assertThat(registry.find("a", ALICE)).isNull();
        assertThat(look("a", ALICE)).isEqualTo(new Lookup.Over(CloseStatus.FORBIDDEN));
        assertThat(backend.asked).hasValue(1);

        fixture.timers.pass(Duration.ofMinutes(2));
        assertThat(look("a", ALICE)).isInstanceOf(Lookup.Here.class);
    }

    @Test
    void aReceiverThatArrivesAfterTheEndHearsWhy() {
        LiveSession session = open("a");
        session.closedByClient(CloseStatus.GOING_AWAY);
        FakeReceiver late = FakeReceiver.polling(session).attach();
        assertThat(late.frames()).containsExactly("c[1001,\"Going away\"]");
        assertThat(backend.asked).hasValue(0);
    }

    @Test
    void drainClosesAllAndRefusesTheRest() {
        LiveSession polled = open("a");
        FakeReceiver.polling(polled).attach();
        LiveSession socket = ((Lookup.Here) openSocket()).session();
        FakeReceiver channel = FakeReceiver.webSocket(socket).attach();

        registry.drain(CloseStatus.SERVICE_RESTART);

        assertThat(backend.heard).containsExactly("close 1012", "close 1012");
        assertThat(channel.frames()).containsExactly("o", "c[1012,\"Service restart\"]");
        FakeReceiver next = FakeReceiver.polling(polled).attach();
        assertThat(next.frames()).containsExactly("c[1012,\"Service restart\"]");
        assertThat(look("new", ALICE)).isEqualTo(new Lookup.Over(CloseStatus.SERVICE_RESTART));
        assertThat(openSocket()).isEqualTo(new Lookup.Over(CloseStatus.SERVICE_RESTART));

        fixture.timers.pass(Limits.DEFAULT.linger());
        assertThat(registry.count()).isZero();
        assertThat(fixture.timers.waiting()).isZero();
    }

    @Test
    void drainReachesASessionThatIsFoundButNotYetAttachedTo() {
        LiveSession opening = open("a");
        registry.drain(CloseStatus.GOING_AWAY);

        FakeReceiver poll = FakeReceiver.polling(opening).attach();

        assertThat(poll.frames()).containsExactly("c[1001,\"Going away\"]");
        assertThat(backend.asked).hasValue(0);
        assertThat(registry.count()).isZero();
    }

    @Test
    void drainLeavesNoneOfThoseThatOpenMeanwhile() throws Exception {
        for (int round = 0; round < 300; round++) {
            SessionFixture busy = new SessionFixture(new FakeBackend(), Limits.DEFAULT);
            List<Callable<Void>> parts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String id = "s" + i;
                parts.add(() -> {
                    Lookup lookup = busy.registry.findOrOpen(
                            id,
                            ALICE,
                            () -> SessionFixture.handshake(Transport.XHR_POLLING, ALICE));
                    if (lookup instanceof Lookup.Here here) {
                        FakeReceiver.polling(here.session()).attach();
                    }
                    return null;
                });
            }
            parts.add(() -> {
                busy.registry.drain(CloseStatus.GOING_AWAY);
                return null;
            });
            atOnce(parts);
            busy.timers.pass(Limits.DEFAULT.linger());
            assertThat(busy.registry.count()).as("round %s", round).isZero();
        }
    }

    @Test
    void threadsThatOpenOneIdAtOnceFindOneSession() throws Exception {
        for (int round = 0; round < 300; round++) {
            SessionFixture busy = new SessionFixture(new FakeBackend(), Limits.DEFAULT);
            Set<LiveSession> found = ConcurrentHashMap.newKeySet();
            List<Callable<Void>> parts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                parts.add(() -> {
                    found.add(busy.session(Transport.XHR_POLLING));
                    return null;
                });
            }
            atOnce(parts);
            assertThat(found).as("round %s", round).hasSize(1);
            assertThat(busy.registry.count()).isEqualTo(1);
        }
    }

    @Test
    void aPollThatMeetsTheEndOfItsSessionNeverOpensANewOne() throws Exception {
        for (int round = 0; round < 300; round++) {
            FakeBackend asked = new FakeBackend();
            SessionFixture busy = new SessionFixture(asked, Limits.DEFAULT);
            LiveSession session = busy.session(Transport.XHR_POLLING);
            FakeReceiver.polling(session).attach();
            List<Callable<Void>> parts = new ArrayList<>();
            parts.add(() -> {
                session.closedByClient(CloseStatus.GOING_AWAY);
                return null;
            });
            for (int i = 0; i < 3; i++) {
                parts.add(() -> {
                    for (int n = 0; n < 200; n++) {
                        busy.registry.findOrOpen(
                                "s",
                                Identity.ANONYMOUS,
                                () -> SessionFixture.handshake(
                                        Transport.XHR_POLLING, Identity.ANONYMOUS));
                    }
                    return null;
                });
            }
            atOnce(parts);
            assertThat(busy.registry.count()).as("round %s", round).isZero();
        }
    }

    @Test
    void countReturnsToZeroAndOpenedEqualsClosed() {
        for (int i = 0; i < 3; i++) {
            LiveSession session = open("id" + i);
            FakeReceiver poll = FakeReceiver.polling(session).attach();
            assertThat(poll.frames()).containsExactly("o");
        }
        assertThat(registry.count()).isEqualTo(3);
        // Nobody polls again.
        fixture.timers.pass(Limits.DEFAULT.disconnectDelay());
        assertThat(registry.count()).isZero();
        assertThat(backend.heard).containsExactly("close 1001", "close 1001", "close 1001");
        assertThat(fixture.counters.get(Counter.SESSIONS_OPENED)).isEqualTo(3);
        assertThat(fixture.counters.get(Counter.SESSIONS_CLOSED)).isEqualTo(3);
        assertThat(fixture.timers.waiting()).isZero();
    }

    private static void atOnce(List<Callable<Void>> parts) throws Exception {
        CyclicBarrier start = new CyclicBarrier(parts.size());
        ExecutorService threads = Executors.newFixedThreadPool(parts.size());
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (Callable<Void> part : parts) {
                running.add(threads.submit(() -> {
                    start.await();
                    return part.call();
                }));
            }
            for (Future<Void> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
