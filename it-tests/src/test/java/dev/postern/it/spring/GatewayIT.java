package dev.postern.it.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.TestUpstream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Spring's own Java clients and the gateway as a program: its simple broker, and its refusals. */
class GatewayIT {

    private static TestUpstream refusing;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        refusing = TestUpstream.serve(socket -> socket.refuse(403));
        gateway = GatewayProcess.start(
                "--grace",
                "500ms",
                "--refuse",
                "open-then-close",
                "--route",
                "/stomp=stomp:simple",
                "--route",
                "/refused=" + refusing.url("/ws"));
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (refusing != null) {
            refusing.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void stompThroughSockJs(JavaTransport transport) throws Exception {
        reachesAllSubscribers(transport.client(), gateway.uri("/stomp").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stomp", "/stomp/websocket"})
    void stompOnAWebSocket(String path) throws Exception {
        reachesAllSubscribers(
                new StandardWebSocketClient(), gateway.webSocketUri(path).toString());
    }

    private static void reachesAllSubscribers(WebSocketClient client, String url) throws Exception {
        String topic = "/topic/" + UUID.randomUUID();
        try (Investor ann = Investor.connect(client, url, "ann");
                Investor ben = Investor.connect(client, url, "ben")) {
            // Each hears itself first, which proves that it is subscribed.
            for (Investor each : new Investor[] {ann, ben}) {
                String own = "/queue/" + UUID.randomUUID();
                each.subscribe(topic).subscribe(own).send(own, "\"there\"");
                assertThat(each.next(own)).isEqualTo("\"there\"");
            }
            ann.send(topic, "\"gr\u00fc\u00dfe\"");
            assertThat(ann.next(topic)).isEqualTo("\"gr\u00fc\u00dfe\"");
            assertThat(ben.next(topic)).isEqualTo("\"gr\u00fc\u00dfe\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsHeardAsAClose(JavaTransport transport) throws Exception {
        Conversation conversation = new Conversation();
        assertThat(transport
                        .client()
                        .execute(conversation, gateway.uri("/refused").toString())
                        .get(60, TimeUnit.SECONDS))
                .isNotNull();
        assertThat(conversation.next()).isEqualTo("open");
        assertThat(conversation.next()).isEqualTo("closed 3003");
    }
}
