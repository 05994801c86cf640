package dev.postern.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.SockJsClient;
import dev.postern.it.support.TestUpstream;
import dev.postern.it.support.Way;

import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Proxies that cut what is idle for 8 s, and two routes that differ only in their heartbeat: every
 * transport of both through each proxy, all in one silence. Who does not negotiate is told too.
 */
class IdleKillersIT {

    /** Three times what the proxies bear. */
    private static final Duration SILENCE = Duration.ofSeconds(25);

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    @TempDir
    private static Path folder;

    private static TestUpstream upstream;
    private static GatewayProcess gateway;
    private static ProxyProcess nginx;
    private static ProxyProcess haproxy;
    private static ProxyProcess tinyproxy;

    @BeforeAll
    static void start() throws IOException {
        upstream = TestUpstream.serve(TestUpstream.ECHO);
        gateway = GatewayProcess.start(
                "--trust",
                "127.0.0.1",
                "--allow",
                "jsonp,htmlfile",
                "--grace",
                "500ms",
                "--route",
                "/chat=" + upstream.url("/app") + " heartbeat=2s",
                "--route",
                "/chat-slow=" + upstream.url("/app") + " heartbeat=25s negotiation=false");
        Certificate certificate = Certificate.in(folder);
        nginx = ReverseProxy.NGINX.startSample(
                gateway.port(), certificate, IdleKillersIT::cutAfterEightSeconds);
        haproxy = ReverseProxy.HAPROXY.startSample(
                gateway.port(), certificate, IdleKillersIT::cutAfterEightSeconds);
        tinyproxy = CorporateProxy.TINYPROXY.start(
                443, stock -> stock.replaceAll("(?m)^Timeout 600", "Timeout 8"));
    }

    private static String cutAfterEightSeconds(String sample) {
        return sample.replace("75s", "8s");
    }

    @AfterAll
    static void stop() {
        for (ProxyProcess proxy : new ProxyProcess[] {nginx, haproxy, tinyproxy}) {
            if (proxy != null) {
                proxy.close();
            }
        }
        gateway.close();
        upstream.close();
    }

    @Test
    void aRouteWithTheRightHeartbeatSurvivesTheSilenceAndTheOtherIsToldWhatToSet()
            throws IOException {
        List<SockJsClient> living = new ArrayList<>();
        List<SockJsClient> dying = new ArrayList<>();
        try {
            greet(living, "/chat", "a");
            // Enough of them that a few may be cut a little late on a busy machine.
            greet(dying, "/chat-slow", "b");
            greet(dying, "/chat-slow", "c");
            await().during(SILENCE)
                    .atMost(SILENCE.plusSeconds(60))
                    .untilAsserted(() -> assertThat(living)
                            .allSatisfy(named(one -> assertThat(one.ended()).isNotDone())));
            living.forEach(client -> client.send("still here"));
            awaitEach(
                    living,
                    one -> assertThat(one.messages()).containsExactly("hello", "still here"));
            assertThat(living).allSatisfy(named(IdleKillersIT::heardEachHeartbeat));

            awaitEach(dying, one -> assertThat(one.ended()).isDone());
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(gateway.logText())
                            .containsPattern(
                                    "Connections of /chat-slow die after (8|9)\\.\\d s of silence, \\d+ of the last \\d+")
                            .contains("Set this route's heartbeat, now 25.0 s"));
            assertThat(gateway.logText()).doesNotContain("Connections of /chat die");
        } finally {
            living.forEach(SockJsClient::close);
            dying.forEach(SockJsClient::close);
        }
    }

    /** A poll too is answered by the heartbeat, and the next one waits for the next. */
    private static void heardEachHeartbeat(SockJsClient client) {
        if (client.transport() != ClientTransport.RAW_WEBSOCKET) {
            long due = SILENCE.toSeconds() / HEARTBEAT.toSeconds();
            assertThat(client.frames()).filteredOn("h"::equals).hasSizeGreaterThan((int) due / 2);
        }
    }

    private static void greet(List<SockJsClient> clients, String route, String round)
            throws IOException {
        for (ClientTransport transport : ClientTransport.values()) {
            clients.add(
                    greet(transport, route, "nginx" + round, nginx.port(), Way.DIRECT.overTls()));
            clients.add(greet(
                    transport, route, "haproxy" + round, haproxy.port(), Way.DIRECT.overTls()));
            clients.add(greet(
                    transport,
                    route,
                    "tinyproxy" + round,
                    gateway.port(),
                    Way.DIRECT.through(tinyproxy.port())));
        }
        awaitEach(clients, one -> assertThat(one.messages()).containsExactly("hello"));
    }

    private static SockJsClient greet(
            ClientTransport transport, String route, String proxy, int port, Way way)
            throws IOException {
        // A browser notices that a connection it kept was closed meanwhile; this client does not.
        ClientTarget target =
                ClientTarget.of(port, route, proxy + '-' + transport).by(way).withoutKeepAlive();
        SockJsClient client = SockJsClient.start(transport, target);
        client.send("hello");
        return client;
    }

    private static void awaitEach(
            List<SockJsClient> clients, ThrowingConsumer<SockJsClient> expectation) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(clients).allSatisfy(named(expectation)));
    }

    /** Says of whom it failed, and how that one fared. */
    private static ThrowingConsumer<SockJsClient> named(
            ThrowingConsumer<SockJsClient> expectation) {
        return client -> {
            try {
                expectation.accept(client);
            } catch (AssertionError e) {
                throw new AssertionError(
                        client.key() + " of " + client.path() + ", which ended with "
                                + client.ended().getNow(null) + ": " + e.getMessage(),
                        e);
            }
        };
    }
}
