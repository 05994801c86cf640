package dev.postern.it.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.Limits;
import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.InProcess;
import dev.postern.it.support.SockJsClient;
import dev.postern.spring.SpringBackend;
import dev.postern.stomp.StompSettings;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Heartbeats on the wire: SockJS's rest while STOMP's run, and no handler that blocks holds up either. */
class HeartbeatsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<ClientTransport> FRAMED = List.of(
            ClientTransport.WEBSOCKET, ClientTransport.XHR_STREAMING, ClientTransport.XHR_POLLING);
    private static final String BEAT = "\n";

    /** Echoes, but for what is to block it. */
    private static final class Handler extends TextWebSocketHandler {

        final Semaphore blocked = new Semaphore(0);
        volatile CountDownLatch goOn = new CountDownLatch(1);

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message)
                throws IOException, InterruptedException {
            String text = message.getPayload();
            if (text.startsWith("CONNECT")) {
                session.sendMessage(new TextMessage("CONNECTED\nversion:1.2\n\n\0"));
                return;
            }
            if (text.contains("block")) {
                blocked.release();
                goOn.await();
            }
            session.sendMessage(new TextMessage(text));
        }
    }

    private static final Handler HANDLER = new Handler();

    private static InProcess server;

    private final List<SockJsClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Limits limits = Limits.DEFAULT.withHeartbeat(Duration.ofSeconds(1));
        server = InProcess.start(
                SockJsEndpoint.builder("/stomp", new SpringBackend(HANDLER))
                        .limits(limits)
                        .stomp(StompSettings.DEFAULT)
                        .build(),
                SockJsEndpoint.builder("/plain", new SpringBackend(HANDLER))
                        .limits(limits)
                        .build());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void leave() {
        HANDLER.goOn.countDown();
        HANDLER.goOn = new CountDownLatch(1);
        clients.forEach(SockJsClient::close);
    }

    private SockJsClient come(ClientTransport transport, String prefix) throws IOException {
        SockJsClient client = SockJsClient.start(
                        transport, ClientTarget.of(server.port(), prefix, "k"))
                .awaitOpen();
        clients.add(client);
        return client;
    }

    private SockJsClient connect(ClientTransport transport, String headers) throws IOException {
        SockJsClient client = come(transport, "/stomp");
        client.send("CONNECT\nhost:here\n" + headers + "\n\0");
        await().atMost(PATIENCE).until(() -> !client.messages().isEmpty());
        return client;
    }

    private static long sockJsHeartbeats(SockJsClient client) {
        return client.frames().stream().filter("h"::equals).count();
    }

    private static long beats(SockJsClient client) {
        return client.messages().stream().filter(BEAT::equals).count();
    }

    /** Whatever was agreed on is not enough for the proxies: the gate's own come a little before theirs. */
    @Test
    void sockJsHeartbeatsRestWhileStompsRun() throws Exception {
        List<SockJsClient> stomp = new ArrayList<>();
        for (ClientTransport transport : FRAMED) {
            stomp.add(connect(transport, "accept-version:1.2\nheart-beat:0,60000\n"));
        }
        SockJsClient without = connect(ClientTransport.XHR_STREAMING, "");

        for (SockJsClient client : stomp) {
            awaitFiveBeatsInARow(client);
        }
        await().atMost(PATIENCE).until(() -> sockJsHeartbeats(without) >= 2);

        assertThat(beats(without)).isZero();
    }

    /** None of SockJS's between them. Where the machine sleeps for a moment one may slip in: then counts anew. */
    private static void awaitFiveBeatsInARow(SockJsClient client) {
        long[] first = {0, 0};
        await().atMost(PATIENCE).until(() -> {
            long beats = beats(client);
            long others = sockJsHeartbeats(client);
            if (others != first[1]) {
                first[0] = beats;
                first[1] = others;
            }
            return beats >= first[0] + 5;
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    void noHeartbeatWaitsForAHandlerThatBlocks(ClientTransport transport) throws Exception {
        SockJsClient blocking = come(transport, "/plain");
        SockJsClient other = come(transport, "/plain");
        SockJsClient blockingStomp = connect(transport, "accept-version:1.2\nheart-beat:0,1\n");
        SockJsClient otherStomp = connect(transport, "accept-version:1.2\nheart-beat:0,1\n");

        blocking.send("block");
        blockingStomp.send("SEND\ndestination:/block\n\n\0");
        HANDLER.blocked.acquire(2);
        long before = sockJsHeartbeats(blocking);
        long beatsBefore = beats(blockingStomp);

        for (SockJsClient client : List.of(blocking, other)) {
            await().atMost(PATIENCE).until(() -> sockJsHeartbeats(client) >= before + 2);
        }
        for (SockJsClient client : List.of(blockingStomp, otherStomp)) {
            await().atMost(PATIENCE).until(() -> beats(client) >= beatsBefore + 2);
        }
        other.send("quick");
        await().atMost(PATIENCE).until(() -> other.messages().contains("quick"));
        assertThat(blocking.messages()).isEmpty();

        HANDLER.goOn.countDown();
        await().atMost(PATIENCE).until(() -> blocking.messages().contains("block"));
    }
}
