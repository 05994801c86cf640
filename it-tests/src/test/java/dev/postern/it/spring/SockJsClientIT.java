package dev.postern.it.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.Backend;
import dev.postern.api.CloseStatus;
import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.it.support.GatewayProcess;
import dev.postern.it.support.InProcess;
import dev.postern.spring.SpringBackend;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
                case "id" -> session.sendMessage(new TextMessage(session.getId()));
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

    /** Where Spring's client finds the library. */
    private enum Binding {
        CORE,
        SERVLET;

        String url(String path) {
            return LIBRARIES.get(this).url(path);
        }
    }

    private static final Map<Binding, InProcess> LIBRARIES = new EnumMap<>(Binding.class);

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() throws Exception {
        Backend refusing = (session, connecting) -> connecting.refuse(CloseStatus.FORBIDDEN);
        SockJsEndpoint[] endpoints = {
            SockJsEndpoint.builder(
                            "/spring", new SpringBackend(HANDLER).withInterceptors(new Colors()))
                    .build(),
            SockJsEndpoint.builder("/refused", refusing).openThenClose(true).build()
        };
        LIBRARIES.put(Binding.CORE, InProcess.start(endpoints));
        LIBRARIES.put(Binding.SERVLET, InProcess.startServlets(endpoints));
        gateway = GatewayProcess.start("--demo");
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        LIBRARIES.values().forEach(InProcess::close);
        LIBRARIES.clear();
    }

    private static WebSocketSession connect(
            JavaTransport transport, String url, Conversation conversation) throws Exception {
        WebSocketSession session =
                transport.client().execute(conversation, url).get(60, TimeUnit.SECONDS);
        assertThat(conversation.next()).isEqualTo("open");
        return session;
    }

    static Stream<Arguments> ways() {
        return Stream.of(Binding.values())
                .flatMap(binding -> Stream.of(JavaTransport.values())
                        .map(transport -> Arguments.of(binding, transport)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aSpringHandlerEchoesInOrder(Binding binding, JavaTransport transport) throws Exception {
        echoes(transport, binding.url("/spring"));
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
    @MethodSource("ways")
    void aHandlersCloseArrives(Binding binding, JavaTransport transport) throws Exception {
        Conversation conversation = new Conversation();
        WebSocketSession session = connect(transport, binding.url("/spring"), conversation);
        session.sendMessage(new TextMessage("close"));
        assertThat(conversation.next()).isEqualTo("closed 4001");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aRefusalIsHeardAsAClose(Binding binding, JavaTransport transport) throws Exception {
        Conversation conversation = new Conversation();
        connect(transport, binding.url("/refused"), conversation);
        assertThat(conversation.next()).isEqualTo("closed 3003");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anInterceptorsAttributesReachTheHandler(Binding binding, JavaTransport transport)
            throws Exception {
        Conversation conversation = new Conversation();
        WebSocketSession session = connect(transport, binding.url("/spring"), conversation);
        session.sendMessage(new TextMessage("user"));
        assertThat(conversation.next()).isEqualTo("red true");
        session.close();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aHandlerThatBlocksHoldsUpNoOther(Binding binding, JavaTransport transport)
            throws Exception {
        HANDLER.blocking = new CountDownLatch(1);
        Conversation blocked = new Conversation();
        Conversation free = new Conversation();
        WebSocketSession one = connect(transport, binding.url("/spring"), blocked);
        WebSocketSession other = connect(transport, binding.url("/spring"), free);
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
    @EnumSource
    void aClientThatLeavesIsNoticed(Binding binding) throws Exception {
        Conversation conversation = new Conversation();
        WebSocketSession session =
                connect(JavaTransport.WEBSOCKET, binding.url("/spring"), conversation);
        session.sendMessage(new TextMessage("id"));
        String id = conversation.next();
        session.close();
        await().atMost(Duration.ofSeconds(30)).until(() -> HANDLER.ended.contains(id));
    }
}
