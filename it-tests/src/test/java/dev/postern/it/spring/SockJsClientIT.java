package dev.postern.it.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.Backend;
import dev.postern.api.CloseStatus;
import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.it.support.GatewayProcess;
import dev.postern.spring.SpringBackend;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Spring's SockJsClient on each of its transports. */
class SockJsClientIT {

    /** Echoes, closes when told to, and blocks when told to. */
    private static final class Handler extends TextWebSocketHandler {
        final List<String> ended = new CopyOnWriteArrayList<>();
        volatile CountDownLatch blocking = new CountDownLatch(1);

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message)
                throws Exception {
            switch (message.getPayload()) {
                case "close" ->
                    session.close(new org.springframework.web.socket.CloseStatus(4001, "asked"));
                case "block" -> blocking.await();
                case "user" ->
                    session.sendMessage(new TextMessage(
                            session.getAttributes().get("color") + " " + session.isOpen()));
                default -> session.sendMessage(message);
            }
        }

        @Override
        public void afterConnectionClosed(
                WebSocketSession session, org.springframework.web.socket.CloseStatus status) {
            ended.add(session.getId());
        }
    }

    private static final Handler HANDLER = new Handler();

    private static InProcess library;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        Backend refusing = (session, connecting) -> connecting.refuse(CloseStatus.FORBIDDEN);
        library = InProcess.start(
                SockJsEndpoint.builder(
                                "/spring",
                                new SpringBackend(HANDLER).withInterceptors(new Colors()))
                        .build(),
                SockJsEndpoint.builder("/refused", refusing).openThenClose(true).build());
        gateway = GatewayProcess.start("--demo");
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (library != null) {
            library.close();
        }
    }

    private static WebSocketSession connect(
            JavaTransport transport, String url, Conversation conversation) throws Exception {
        WebSocketSession session =
                transport.client().execute(conversation, url).get(20, TimeUnit.SECONDS);
        assertThat(conversation.next()).isEqualTo("open");
        return session;
    }

    @ParameterizedTest
    @EnumSource
    void aSpringHandlerEchoesInOrder(JavaTransport transport) throws Exception {
        echoes(transport, library.url("/spring"));
    }

    @ParameterizedTest
    @EnumSource
    void theGatewayEchoesInOrder(JavaTransport transport) throws Exception {
        echoes(transport, gateway.uri("/echo").toString());
    }

    private static void echoes(JavaTransport transport, String url) throws Exception {
        Conversation conversation = new Conversation();
        WebSocketSession session = connect(transport, url, conversation);
        List<String> texts = IntStream.range(0, 50)
                .mapToObj(i -> "message " + i + " \u20ac \ud83d\ude00 \"quoted\"")
                .toList();
        for (String text : texts) {
            session.sendMessage(new TextMessage(text));
        }
        for (String text : texts) {
            assertThat(conversation.next()).isEqualTo(text);
        }
        session.close();
        if (transport == JavaTransport.WEBSOCKET) {
            // By XHR this client only hears of its own close when its response ends.
            assertThat(conversation.next()).isEqualTo("closed 1000");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHandlersCloseArrives(JavaTransport transport) throws Exception {
        Conversation conversation = new Conversation();
        WebSocketSession session = connect(transport, library.url("/spring"), conversation);
        session.sendMessage(new TextMessage("close"));
        assertThat(conversation.next()).isEqualTo("closed 4001");
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsHeardAsAClose(JavaTransport transport) throws Exception {
        Conversation conversation = new Conversation();
        connect(transport, library.url("/refused"), conversation);
        assertThat(conversation.next()).isEqualTo("closed 3003");
    }

    @ParameterizedTest
    @EnumSource
    void anInterceptorsAttributesReachTheHandler(JavaTransport transport) throws Exception {
        Conversation conversation = new Conversation();
        WebSocketSession session = connect(transport, library.url("/spring"), conversation);
        session.sendMessage(new TextMessage("user"));
        assertThat(conversation.next()).isEqualTo("red true");
        session.close();
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatBlocksHoldsUpNoOther(JavaTransport transport) throws Exception {
        HANDLER.blocking = new CountDownLatch(1);
        Conversation blocked = new Conversation();
        Conversation free = new Conversation();
        WebSocketSession one = connect(transport, library.url("/spring"), blocked);
        WebSocketSession other = connect(transport, library.url("/spring"), free);
        one.sendMessage(new TextMessage("block"));
        one.sendMessage(new TextMessage("after"));
        other.sendMessage(new TextMessage("at once"));
        assertThat(free.next()).isEqualTo("at once");
        HANDLER.blocking.countDown();
        assertThat(blocked.next()).isEqualTo("after");
        one.close();
        other.close();
    }

    @ParameterizedTest
    @EnumSource(names = "WEBSOCKET")
    void aClientThatLeavesIsNoticed(JavaTransport transport) throws Exception {
        HANDLER.ended.clear();
        connect(transport, library.url("/spring"), new Conversation()).close();
        await().until(() -> HANDLER.ended.size() == 1);
    }
}
