package dev.postern.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.CloseStatus;
import dev.postern.api.Limits;
import dev.postern.api.Transport;
import dev.postern.api.Turn;
import dev.postern.gateway.closing.CloseDeadline;
import dev.postern.gateway.config.BinaryMode;
import dev.postern.gateway.testing.FakeSession;
import dev.postern.gateway.upstream.ScriptedUpstream.WireFrame;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

class UpstreamBridgeTest {

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final BlockingQueue<WireFrame> heard = new LinkedBlockingQueue<>();
    private BridgeFixture bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = new BridgeFixture();
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
    }

    private WireFrame heard() throws InterruptedException {
        return heard.poll(30, TimeUnit.SECONDS);
    }

    /** Puts all that comes into {@link #heard}, answers a Close frame, and is done. */
    private void listen(ScriptedUpstream.Peer peer) throws java.io.IOException {
        for (; ; ) {
            WireFrame frame = peer.read();
            heard.add(frame);
            if (frame.opCode() == CLOSE) {
                peer.send(CLOSE, true, frame.payload());
                peer.awaitEnd();
                return;
            }
        }
    }

    private FakeSession open(ScriptedUpstream upstream, Transport transport) {
        return open(upstream, transport, Limits.DEFAULT, BinaryMode.REFUSE);
    }

    private FakeSession open(
            ScriptedUpstream upstream, Transport transport, Limits limits, BinaryMode binary) {
        FakeSession session = FakeSession.of(transport);
        bridge.backend(upstream.url(), limits, binary).connect(session, session);
        await().untilAsserted(() -> assertThat(session.backend).isNotNull());
        return session;
    }

    @Test
    void textTravelsBothWays() throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade().text("hällo");
            listen(peer);
        })) {
            FakeSession session = open(upstream, Transport.XHR_POLLING);
            await().untilAsserted(() -> assertThat(session.texts).containsExactly("hällo"));
            session.backend.onText("€ 😀");
            assertThat(heard().text()).isEqualTo("€ 😀");
        }
    }

    @Test
    void messagesOfOneTurnArriveInOrderAndBeforeTheClose() throws Exception {
        List<String> sent =
                IntStream.range(0, 10_000).mapToObj(i -> "message " + i).toList();
        try (var upstream = new ScriptedUpstream(peer -> listen(peer.upgrade()))) {
            FakeSession session = open(upstream, Transport.WEBSOCKET);
            Turn.run(() -> {
                sent.forEach(session.backend::onText);
                session.backend.onClose(new CloseStatus(1001, "gone"));
            });
            List<String> arrived = new ArrayList<>();
            WireFrame frame = heard();
            for (; frame.opCode() == TEXT; frame = heard()) {
                arrived.add(frame.text());
            }
            assertThat(arrived).isEqualTo(sent);
            assertThat(frame.closeCode()).isEqualTo(1001);
            assertThat(frame.closeReason()).isEqualTo("gone");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000",
        "1001, 1001",
        "1002, 1002",
        "1008, 1008",
        "1014, 1014",
        "2010, 1001",
        "3000, 3000",
        "4999, 4999"
    })
    void aSessionsEndIsToldUpstreamInACodeThatMayBeSent(int code, int told) throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> listen(peer.upgrade()))) {
            FakeSession session = open(upstream, Transport.RAW_WEBSOCKET);
            session.backend.onClose(new CloseStatus(code, "why"));
            WireFrame close = heard();
            assertThat(close.opCode()).isEqualTo(CLOSE);
            assertThat(close.closeCode()).isEqualTo(told);
            assertThat(close.closeReason()).isEqualTo("why");
            await().untilAsserted(() -> assertThat(upstream.ended).hasValue(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000", "1001, 1001", "1011, 1011", "3456, 3456", "4000, 4000"})
    void upstreamsOwnCloseReachesTheSession(int code, int told) throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade().text("last words");
            peer.close(code, "because");
            heard.add(peer.read());
            peer.awaitEnd();
        })) {
            FakeSession session = open(upstream, Transport.WEBSOCKET);
            await().untilAsserted(() ->
                    assertThat(session.closed).isEqualTo(new CloseStatus(told, "because")));
            assertThat(session.texts).containsExactly("last words");
            assertThat(heard().closeCode()).isEqualTo(code);
            await().untilAsserted(() -> assertThat(upstream.ended).hasValue(1));
        }
    }

    @Test
    void aCloseWithoutACodeIsANormalOne() throws Exception {
        try (var upstream =
                new ScriptedUpstream(peer -> peer.upgrade().send(CLOSE, true, new byte[0]))) {
            FakeSession session = open(upstream, Transport.WEBSOCKET);
            await().untilAsserted(() -> assertThat(session.closed).isNotNull());
            assertThat(session.closed.code()).isEqualTo(1000);
        }
    }

    @Test
    void aConnectionThatDropsIsABadGateway() throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade().text("half of");
            peer.send(TEXT, false, "a sto".getBytes(StandardCharsets.UTF_8));
        })) {
            FakeSession session = open(upstream, Transport.WEBSOCKET);
            await().untilAsserted(() -> assertThat(session.closed).isNotNull());
            assertThat(session.closed.code()).isEqualTo(1014);
            assertThat(session.texts).containsExactly("half of");
        }
    }

    @Test
    void brokenFramesAreABadGateway() throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade().send(0xb, true, new byte[3]);
            peer.awaitEnd();
        })) {
            FakeSession session = open(upstream, Transport.WEBSOCKET);
            await().untilAsserted(() -> assertThat(session.closed).isNotNull());
            assertThat(session.closed.code()).isEqualTo(1014);
            await().untilAsserted(() -> assertThat(upstream.ended).hasValue(1));
        }
    }

    @Test
    void fragmentsBecomeOneMessageWithPingsInBetween() throws Exception {
        byte[] bytes = "äöü".getBytes(StandardCharsets.UTF_8);
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade().send(TEXT, false, new byte[] {bytes[0]});
            peer.send(PING, true, "are you there".getBytes(StandardCharsets.UTF_8));
            peer.send(CONTINUATION, false, new byte[0]);
            peer.send(CONTINUATION, false, new byte[] {bytes[1], bytes[2], bytes[3], bytes[4]});
            peer.send(CONTINUATION, true, new byte[] {bytes[5]});
            listen(peer);
        })) {
            FakeSession session = open(upstream, Transport.WEBSOCKET);
            await().untilAsserted(() -> assertThat(session.texts).containsExactly("äöü"));
            WireFrame pong = heard();
            assertThat(pong.opCode()).isEqualTo(PONG);
            assertThat(pong.text()).isEqualTo("are you there");
        }
    }

    @Test
    void aMessageMayBeAsLongAsTheLimitAndNoLonger() throws Exception {
        Limits limits = Limits.DEFAULT.withMaxMessage(100_000);
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade().text("x".repeat(100_000));
            peer.send(TEXT, false, new byte[60_000]);
            peer.send(CONTINUATION, false, new byte[60_000]);
            listen(peer);
        })) {
            FakeSession session = open(upstream, Transport.WEBSOCKET, limits, BinaryMode.REFUSE);
            await().untilAsserted(() -> assertThat(session.closed).isEqualTo(CloseStatus.TOO_BIG));
            assertThat(session.texts).containsExactly("x".repeat(100_000));
            assertThat(heard().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void invalidUtf8IsNeverPassedOn() throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade().text("\uFFFD is a character");
            peer.send(TEXT, true, new byte[] {'a', (byte) 0xc3, '('});
            listen(peer);
        })) {
            FakeSession session = open(upstream, Transport.WEBSOCKET);
            await().untilAsserted(
                            () -> assertThat(session.closed).isEqualTo(CloseStatus.INVALID_UTF8));
            assertThat(session.texts).containsExactly("\uFFFD is a character");
            assertThat(heard().closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void binaryTravelsBothWaysOnARawRoute() throws Exception {
        byte[] bytes = {0, -1, 127, 3};
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade().send(BINARY, true, bytes);
            listen(peer);
        })) {
            FakeSession session = open(upstream, Transport.RAW_WEBSOCKET);
            await().untilAsserted(() ->
                    assertThat(session.binaries).containsExactly(ByteBuffer.wrap(bytes)));
            session.backend.onBinary(ByteBuffer.wrap(bytes));
            WireFrame frame = heard();
            assertThat(frame.opCode()).isEqualTo(BINARY);
            assertThat(frame.payload()).isEqualTo(bytes);
        }
    }

    @Test
    void binaryOnASockJsSessionClosesIt() throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade().send(BINARY, true, new byte[] {1});
            listen(peer);
        })) {
            FakeSession session = open(upstream, Transport.XHR_STREAMING);
            await().untilAsserted(() ->
                    assertThat(session.closed).isEqualTo(CloseStatus.BINARY_UNSUPPORTED));
            assertThat(heard().closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void binaryOnASockJsSessionTravelsAsBase64WhereTheRouteSaysSo() throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade().send(BINARY, true, new byte[] {0, -1, 127, 3});
            peer.awaitEnd();
        })) {
            FakeSession session =
                    open(upstream, Transport.XHR_STREAMING, Limits.DEFAULT, BinaryMode.BASE64);
            await().untilAsserted(() -> assertThat(session.texts).containsExactly("AP9/Aw=="));
        }
    }

    @Test
    void aClientThatDoesNotReadStopsTheReadingOfItsUpstream() throws Exception {
        AtomicLong written = new AtomicLong();
        byte[] message = new byte[1000];
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade();
            for (int i = 0; i < 100_000; i++) {
                peer.send(TEXT, true, message);
                written.incrementAndGet();
            }
            peer.close(1000, "done");
            peer.awaitEnd();
        })) {
            FakeSession session = FakeSession.of(Transport.WEBSOCKET);
            session.writable = false;
            session.keeps = false;
            bridge.backend(upstream.url()).connect(session, session);
            await().untilAsserted(() -> assertThat(session.received).hasValue(1));
            // The sockets' buffers fill, and then nothing moves.
            AtomicLong before = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(300)).until(() -> {
                long now = written.get();
                return before.getAndSet(now) == now;
            });
            assertThat(written.get()).isLessThan(100_000);
            assertThat(session.received).hasValue(1);

            session.writable = true;
            session.backend.onWritable();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(session.closed).isNotNull());
            assertThat(session.received).hasValue(100_000);
            assertThat(session.closed.code()).isEqualTo(1000);
        }
    }

    @Test
    void whatCameInOneReadWaitsForRoomAndTheCloseBehindIt() throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade();
            // Three texts and a Close frame in one piece.
            peer.write("\u0081\u0001a\u0081\u0001b\u0081\u0001c\u0088\u0002\u0003\u00e8");
            heard.add(peer.read());
            peer.awaitEnd();
        })) {
            FakeSession session = FakeSession.of(Transport.WEBSOCKET);
            session.writable = false;
            bridge.backend(upstream.url()).connect(session, session);
            await().untilAsserted(() -> assertThat(session.received).hasValue(1));
            await().during(Duration.ofMillis(200)).until(() -> session.received.get() == 1);
            assertThat(session.closed).isNull();

            session.writable = true;
            session.backend.onWritable();
            await().untilAsserted(() -> assertThat(session.closed).isNotNull());
            assertThat(session.texts).containsExactly("a", "b", "c");
            assertThat(session.closed.code()).isEqualTo(1000);
            assertThat(heard().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void anUpstreamThatBreaksARuleAndReadsNothingIsCut() throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade();
            awaitQuietly(full);
            peer.send(0xb, true, new byte[0]);
            awaitQuietly(closed);
            peer.awaitEnd();
        })) {
            FakeSession session = open(upstream, Transport.WEBSOCKET);
            while (!session.paused) {
                session.backend.onText("m".repeat(10_000));
            }
            full.countDown();
            await().untilAsserted(() -> assertThat(session.closed).isNotNull());
            assertThat(session.closed.code()).isEqualTo(1014);
            // The Close frame cannot get out; the writes fail when the connection is cut.
            await().atMost(CloseDeadline.ROUND.plusSeconds(20))
                    .untilAsserted(() -> assertThat(session.paused).isFalse());
            closed.countDown();
            await().untilAsserted(() -> assertThat(upstream.ended).hasValue(1));
        }
    }

    @Test
    void anUpstreamThatDoesNotReadPausesItsClientUntilItReadsAgain() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        String message = "m".repeat(10_000);
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade();
            awaitQuietly(read);
            listen(peer);
        })) {
            FakeSession session = open(upstream, Transport.WEBSOCKET);
            int sent = 0;
            while (!session.paused && sent < 100_000) {
                session.backend.onText(message);
                sent++;
            }
            assertThat(session.paused).isTrue();
            assertThat(session.closed).isNull();
            read.countDown();
            await().untilAsserted(() -> assertThat(session.paused).isFalse());
            session.backend.onClose(CloseStatus.GOING_AWAY);
            int arrived = 0;
            for (WireFrame frame = heard(); frame.opCode() == TEXT; frame = heard()) {
                assertThat(frame.payload()).hasSize(message.length());
                arrived++;
            }
            assertThat(arrived).isEqualTo(sent);
        }
    }

    @Test
    void whatWaitsForAnUpstreamIsBounded() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        String message = "m".repeat(100_000);
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade();
            awaitQuietly(never);
        })) {
            FakeSession session = open(upstream, Transport.WEBSOCKET);
            for (int i = 0; i < 1000 && session.closed == null; i++) {
                session.backend.onText(message);
            }
            assertThat(session.closed).isEqualTo(CloseStatus.SLOW_BACKEND);
            never.countDown();
        }
    }

    @Test
    void anUpstreamThatIgnoresTheCloseIsCut() throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> peer.upgrade().awaitEnd())) {
            FakeSession session = open(upstream, Transport.WEBSOCKET);
            session.backend.onClose(CloseStatus.GOING_AWAY);
            await().atMost(CloseDeadline.ROUND.plusSeconds(20))
                    .untilAsserted(() -> assertThat(upstream.ended).hasValue(1));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) throws java.io.IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new java.io.IOException(e);
        }
    }
}
