package dev.postern.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.CloseStatus;
import dev.postern.api.Transport;
import dev.postern.gateway.testing.FakeSession;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class UpstreamHandshakeTest {

    private BridgeFixture bridge;

    @BeforeEach
    void start() throws Exception {
        bridge = new BridgeFixture();
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
    }

    @ParameterizedTest
    @CsvSource({
        "401, 3000",
        "403, 3003",
        "429, 1013",
        "503, 1013",
        "500, 1014",
        "404, 1014",
        "302, 1014",
        "200, 1014"
    })
    void anAnswerOtherThan101RefusesTheSession(int status, int code) throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 " + status
                    + " No\r\nContent-Length: 2\r\nLocation: /elsewhere\r\n\r\nno");
            peer.awaitEnd();
        })) {
            FakeSession session = bridge.connect(upstream.url(), Transport.XHR_STREAMING);
            await().untilAsserted(() -> assertThat(session.refused).isNotNull());
            assertThat(session.refused.code()).isEqualTo(code);
            assertThat(session.backend).isNull();
            await().untilAsserted(() -> assertThat(upstream.ended).hasValue(1));
            assertThat(upstream.connections).hasValue(1);
        }
    }

    @Test
    void aRefusalIsHeardBeforeItsBodyEnds() throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n");
            peer.awaitEnd();
        })) {
            FakeSession session = bridge.connect(upstream.url(), Transport.WEBSOCKET);
            await().untilAsserted(
                            () -> assertThat(session.refused).isEqualTo(CloseStatus.FORBIDDEN));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: no\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                ""
            })
    void aBadAnswerRefusesTheSession(String answer) throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.readHead();
            peer.write(answer);
            if (!answer.isEmpty()) {
                peer.awaitEnd();
            }
        })) {
            FakeSession session = bridge.connect(upstream.url(), Transport.WEBSOCKET);
            await().untilAsserted(
                            () -> assertThat(session.refused).isEqualTo(CloseStatus.BAD_GATEWAY));
            await().untilAsserted(
                            () -> assertThat(upstream.ended).hasValue(answer.isEmpty() ? 0 : 1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Extensions: permessage-deflate",
                "Sec-WebSocket-Protocol: v99.nobody"
            })
    void whatNobodyOfferedMayNotBeChosen(String line) throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> peer.upgrade(line).awaitEnd())) {
            FakeSession session = bridge.connect(upstream.url(), Transport.WEBSOCKET);
            await().untilAsserted(
                            () -> assertThat(session.refused).isEqualTo(CloseStatus.BAD_GATEWAY));
            assertThat(session.backend).isNull();
            await().untilAsserted(() -> assertThat(upstream.ended).hasValue(1));
        }
    }

    @Test
    void noListenerIsABadGateway() throws Exception {
        URI nobody;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("ws://127.0.0.1:" + gone.getLocalPort() + "/ws");
        }
        FakeSession session = bridge.connect(nobody, Transport.WEBSOCKET);
        await().untilAsserted(() -> assertThat(session.refused).isEqualTo(CloseStatus.BAD_GATEWAY));
    }

    @Test
    void anUpstreamThatNeverAnswersIsATimeout() throws Exception {
        try (var impatient = new BridgeFixture(Duration.ofSeconds(1), BridgeFixture.LONG);
                var upstream = new ScriptedUpstream(ScriptedUpstream.Peer::awaitEnd)) {
            FakeSession session = impatient.connect(upstream.url(), Transport.WEBSOCKET);
            await().untilAsserted(() -> assertThat(session.refused).isEqualTo(CloseStatus.TIMEOUT));
            await().untilAsserted(() -> assertThat(upstream.ended).hasValue(1));
        }
    }

    @Test
    void anUpstreamThatAnswersLateIsReachedOnce() throws Exception {
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.readHead();
            pause(Duration.ofSeconds(2));
            peer.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
            peer.awaitEnd();
        })) {
            FakeSession session = bridge.connect(upstream.url(), Transport.WEBSOCKET);
            await().untilAsserted(
                            () -> assertThat(session.refused).isEqualTo(CloseStatus.UNAUTHORIZED));
            assertThat(upstream.connections).hasValue(1);
        }
    }

    @Test
    void anAbandonedHandshakeIsCut() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.readHead();
            asked.countDown();
            peer.awaitEnd();
        })) {
            FakeSession session = bridge.connect(upstream.url(), Transport.WEBSOCKET);
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            session.onAbandoned.run();
            await().untilAsserted(() -> assertThat(upstream.ended).hasValue(1));
            assertThat(session.refused).isNull();
            assertThat(session.backend).isNull();
        }
    }

    @Test
    void anAttemptAbandonedAtOnceLeavesNoConnectionBehind() throws Exception {
        try (var tidy = new BridgeFixture(BridgeFixture.LONG, Duration.ofSeconds(1));
                var upstream = new ScriptedUpstream(ScriptedUpstream.Peer::awaitEnd)) {
            for (int i = 0; i < 20; i++) {
                FakeSession session = tidy.connect(upstream.url(), Transport.WEBSOCKET);
                session.onAbandoned.run();
            }
            await().during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(upstream.ended.get()).isEqualTo(upstream.connections.get()));
        }
    }

    @Test
    void anAnswerThatComesWithTheAbandonmentIsTakenBack() throws Exception {
        BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
        try (var upstream =
                new ScriptedUpstream(peer -> codes.add(peer.upgrade().read().closeCode()))) {
            FakeSession session = bridge.connect(upstream.url(), Transport.WEBSOCKET);
            await().untilAsserted(() -> assertThat(session.backend).isNotNull());
            session.onAbandoned.run();
            assertThat(codes.poll(30, TimeUnit.SECONDS)).isEqualTo(1001);
        }
    }

    @Test
    void aSubProtocolIsNegotiatedForRawClients() throws Exception {
        try (var upstream = new ScriptedUpstream(
                peer -> peer.upgrade("Sec-WebSocket-Protocol: v10.stomp").awaitEnd())) {
            FakeSession session = new FakeSession(FakeSession.handshake(
                    Transport.RAW_WEBSOCKET, null, List.of("v10.stomp", "v11.stomp")));
            bridge.backend(upstream.url()).connect(session, session);
            await().untilAsserted(() -> assertThat(session.backend).isNotNull());
            assertThat(session.subProtocol).isEqualTo("v10.stomp");
        }
    }

    @Test
    void noCookieOfOneSessionReachesAnother() throws Exception {
        BlockingQueue<List<String>> cookies = new LinkedBlockingQueue<>();
        try (var upstream = new ScriptedUpstream(peer -> {
            peer.upgrade("Set-Cookie: user=alice; Path=/");
            cookies.add(peer.all("Cookie"));
            peer.awaitEnd();
        })) {
            UpstreamBackend backend = bridge.backend(upstream.url());
            FakeSession alice = FakeSession.of(Transport.WEBSOCKET, "Cookie", "login=alice");
            backend.connect(alice, alice);
            assertThat(cookies.poll(30, TimeUnit.SECONDS)).containsExactly("login=alice");
            await().untilAsserted(() -> assertThat(alice.backend).isNotNull());
            FakeSession bob = FakeSession.of(Transport.WEBSOCKET);
            backend.connect(bob, bob);
            assertThat(cookies.poll(30, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void theRequestSaysWhatTheClientSaidAndNoMore() throws Exception {
        BlockingQueue<List<String>> heads = new LinkedBlockingQueue<>();
        try (var upstream = new ScriptedUpstream(peer -> heads.add(peer.readHead()))) {
            FakeSession session = new FakeSession(FakeSession.handshake(
                    Transport.WEBSOCKET,
                    "room=7&x={a|b}",
                    List.of(),
                    "Host",
                    "www.example.com",
                    "Origin",
                    "https://www.example.com",
                    "User-Agent",
                    "Browser/1",
                    "Sec-WebSocket-Extensions",
                    "permessage-deflate"));
            bridge.backend(upstream.url()).connect(session, session);
            List<String> head = heads.poll(30, TimeUnit.SECONDS);
            assertThat(head).startsWith("GET /ws?room=7&x=%7Ba%7Cb%7D HTTP/1.1");
            assertThat(head.subList(1, head.size()).stream().map(UpstreamHandshakeTest::withoutKey))
                    .containsExactlyInAnyOrder(
                            "Host: 127.0.0.1:" + upstream.url().getPort(),
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: …",
                            "Pragma: no-cache",
                            "Cache-Control: no-cache",
                            "Origin: https://www.example.com",
                            "User-Agent: Browser/1",
                            "X-Forwarded-For: 127.0.0.1",
                            "X-Forwarded-Proto: http",
                            "X-Forwarded-Host: www.example.com",
                            "Forwarded: for=127.0.0.1;host=www.example.com;proto=http");
        }
    }

    private static String withoutKey(String line) {
        return line.startsWith("Sec-WebSocket-Key: ") ? "Sec-WebSocket-Key: …" : line;
    }

    private static void pause(Duration duration) throws IOException {
        try {
            // What is tested is a peer that takes its time.
            boolean called =
                    new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(called).isFalse();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
