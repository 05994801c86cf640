package dev.postern.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.CloseStatus;
import dev.postern.api.Handshake;
import dev.postern.api.Identity;
import dev.postern.api.Transport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.handler.LoggingWebSocketHandlerDecorator;
import org.springframework.web.socket.handler.PerConnectionWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

class SpringBackendTest {

    private final RecordingHandler handler = new RecordingHandler();
    private final SpringBackend backend = new SpringBackend(handler);

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aHandlerHearsASessionFromItsBeginningToItsEnd() {
        AskedSession asked = AskedSession.ask(backend, Transport.XHR_STREAMING);
        asked.open().onText("a");
        asked.open().onText("b");
        asked.end(CloseStatus.GOING_AWAY);
        assertThat(handler.heard).containsExactly("established", "a", "b", "closed 1001");
    }

    @Test
    void itHearsOfTheBeginningFirstHoweverSoonAMessageComes() {
        SpringConnection connection = new SpringConnection(
                handler,
                new SpringSession(
                        new AskedSession(AskedSession.handshake(Transport.RAW_WEBSOCKET)),
                        Map.of(),
                        null,
                        null));
        connection.onText("early");
        connection.establish();
        assertThat(handler.heard).containsExactly("established", "early");
    }

    @Test
    void itHearsBinaryMessages() {
        AskedSession.ask(backend, Transport.RAW_WEBSOCKET).open().onBinary(bytes("ab"));
        assertThat(handler.heard).containsExactly("established", "binary ab");
    }

    @Test
    void aBrokenConnectionIsATransportError() {
        AskedSession.ask(backend, Transport.WEBSOCKET).end(CloseStatus.CLIENT_LOST);
        assertThat(handler.heard)
                .containsExactly("established", "error Client connection lost", "closed 1006");
    }

    @Test
    void anEndThatTheHandlerAskedForIsNoError() throws Exception {
        AskedSession asked = AskedSession.ask(backend, Transport.WEBSOCKET);
        handler.session.close(new org.springframework.web.socket.CloseStatus(1009));
        assertThat(asked.closed).isEqualTo(new CloseStatus(1009, ""));
        asked.open().onText("too late");
        asked.end(CloseStatus.TOO_BIG);
        assertThat(handler.heard).containsExactly("established", "closed 1009");
    }

    @Test
    void theLastWordsOfAClientThatHasLeftAreHeard() {
        AskedSession asked = AskedSession.ask(backend, Transport.WEBSOCKET);
        asked.open().unblock(true);
        asked.open().onText("bye");
        asked.open().onClose(CloseStatus.GOING_AWAY);
        assertThat(handler.heard).containsExactly("established", "bye", "closed 1001");
    }

    @ParameterizedTest
    @CsvSource({"established", "a", "binary b"})
    void anExceptionClosesWith1011(String where) {
        handler.throwsAt = where;
        AskedSession asked = AskedSession.ask(backend, Transport.RAW_WEBSOCKET);
        asked.open().onText("a");
        asked.open().onBinary(bytes("b"));
        assertThat(asked.closed).isEqualTo(new CloseStatus(1011, ""));
        assertThat(handler.heard).endsWith(where);
    }

    @Test
    void aMessageOverTheHandlersLimitClosesWith1009() {
        AskedSession asked = AskedSession.ask(backend, Transport.RAW_WEBSOCKET);
        handler.session.setTextMessageSizeLimit(4);
        handler.session.setBinaryMessageSizeLimit(4);
        asked.open().onText("äö");
        asked.open().onBinary(bytes("1234"));
        assertThat(asked.closed).isNull();
        asked.open().onText("äöx");
        assertThat(asked.closed).isEqualTo(CloseStatus.TOO_BIG);
        asked.open().onText("more");
        asked.end(CloseStatus.TOO_BIG);
        assertThat(handler.heard)
                .containsExactly(
                        "established", "äö", "binary 1234", "error Message too big", "closed 1009");
    }

    @Test
    void aHandlerOfPartialMessagesGetsThemInPartsOfItsLimit() {
        handler.partial = true;
        AskedSession asked = AskedSession.ask(backend, Transport.RAW_WEBSOCKET);
        handler.session.setTextMessageSizeLimit(9);
        handler.session.setBinaryMessageSizeLimit(2);
        asked.open().onText("ab\ud83d\ude00cdefghi");
        asked.open().onBinary(bytes("12345"));
        asked.open().onText("short");
        assertThat(handler.heard)
                .containsExactly(
                        "established",
                        "ab…",
                        "\ud83d\ude00c…",
                        "def…",
                        "ghi",
                        "binary 12…",
                        "binary 34…",
                        "binary 5",
                        "short");
    }

    @Test
    void speaksWhatTheHandlerSpeaksWhereAWebSocketOffersIt() {
        String[] offer = {"Sec-WebSocket-Protocol", "v10.stomp, V11.stomp, v12.stomp"};
        AskedSession raw = AskedSession.ask(backend, Transport.RAW_WEBSOCKET, offer);
        assertThat(raw.subProtocol).isEqualTo("V11.stomp");
        assertThat(handler.session.getAcceptedProtocol()).isEqualTo("V11.stomp");

        AskedSession sockJs = AskedSession.ask(backend, Transport.WEBSOCKET, offer);
        assertThat(sockJs.subProtocol).isNull();

        SpringBackend decorated = new SpringBackend(new LoggingWebSocketHandlerDecorator(handler));
        assertThat(AskedSession.ask(decorated, Transport.RAW_WEBSOCKET, offer).subProtocol)
                .isEqualTo("V11.stomp");
    }

    /** One for each connection; Spring makes them. */
    public static final class Own extends RecordingHandler {
        static final List<Own> MADE = new ArrayList<>();

        public Own() {
            MADE.add(this);
        }
    }

    @Test
    void aHandlerForEachConnection() {
        SpringBackend perConnection =
                new SpringBackend(new PerConnectionWebSocketHandler(Own.class));
        AskedSession one = AskedSession.ask(perConnection, Transport.WEBSOCKET);
        AskedSession two = AskedSession.ask(perConnection, Transport.XHR_POLLING);
        one.open().onText("one");
        two.open().onText("two");
        one.end(CloseStatus.GOING_AWAY);
        assertThat(Own.MADE).hasSize(2);
        assertThat(Own.MADE.get(0).heard).containsExactly("established", "one", "closed 1001");
        assertThat(Own.MADE.get(1).heard).containsExactly("established", "two");
    }

    /** Does something before, and writes down what comes after. */
    private record Interceptor(
            List<String> calls, int refusesWith, Consumer<Map<String, Object>> adds)
            implements HandshakeInterceptor {

        @Override
        public boolean beforeHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler asked,
                Map<String, Object> attributes) {
            calls.add("before " + request.getURI().getPath());
            adds.accept(attributes);
            if (refusesWith > 0) {
                response.setStatusCode(HttpStatusCode.valueOf(refusesWith));
            }
            return refusesWith == 0;
        }

        @Override
        public void afterHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler asked,
                Exception error) {
            calls.add("after" + (error == null ? "" : " " + error.getMessage()));
        }
    }

    @Test
    void interceptorsGiveASessionItsAttributes() {
        List<String> calls = new ArrayList<>();
        Interceptor adds = new Interceptor(calls, 0, attributes -> attributes.put("color", "red"));
        AskedSession.ask(backend.withInterceptors(adds), Transport.EVENT_SOURCE);
        assertThat(handler.session.getAttributes()).containsEntry("color", "red");
        assertThat(calls).containsExactly("before /portfolio/000/abc/eventsource", "after");
    }

    @ParameterizedTest
    @CsvSource({"401, 3000", "403, 3003", "404, 3003", "429, 1013", "503, 1013", "504, 3008"})
    void interceptorsRefuse(int status, int code) {
        List<String> calls = new ArrayList<>();
        Interceptor passes = new Interceptor(calls, 0, attributes -> {});
        Interceptor refuses = new Interceptor(calls, status, attributes -> {});
        AskedSession asked = AskedSession.ask(
                backend.withInterceptors(passes, refuses, passes), Transport.RAW_WEBSOCKET);
        assertThat(asked.refused).isNotNull();
        assertThat(asked.refused.code()).isEqualTo(code);
        assertThat(asked.connection).isNull();
        assertThat(handler.heard).isEmpty();
        assertThat(calls).hasSize(3).endsWith("after");
    }

    @Test
    void anInterceptorThatThrowsRefusesWith1011() {
        List<String> calls = new ArrayList<>();
        Interceptor passes = new Interceptor(calls, 0, attributes -> {});
        Interceptor throwing = new Interceptor(calls, 0, attributes -> {
            throw new IllegalStateException("on purpose");
        });
        AskedSession asked =
                AskedSession.ask(backend.withInterceptors(passes, throwing), Transport.XHR_POLLING);
        assertThat(asked.refused).isEqualTo(CloseStatus.INTERNAL_ERROR);
        assertThat(calls).endsWith("after on purpose");
    }

    @Test
    void theUserIsWhomTheSessionBelongsTo() {
        Handshake handshake = AskedSession.handshake(Transport.WEBSOCKET);
        AskedSession.ask(backend, handshake);
        assertThat(handler.session.getPrincipal()).isNull();
        AskedSession.ask(backend, handshake.withIdentity(new Identity("anna")));
        assertThat(handler.session.getPrincipal().getName()).isEqualTo("anna");
        AskedSession.ask(
                backend.withUser(
                        (request, attributes) -> () -> request.getPrincipal().getName() + "!"),
                handshake.withIdentity(new Identity("anna")));
        assertThat(handler.session.getPrincipal().getName()).isEqualTo("anna!");
    }
}
