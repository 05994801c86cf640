package dev.postern.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.api.CloseStatus;
import dev.postern.api.Transport;
import dev.postern.api.Turn;

import org.junit.jupiter.api.Test;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.SessionLimitExceededException;
import org.springframework.web.socket.sockjs.transport.SockJsSession;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

class SpringSessionTest {

    private final RecordingHandler handler = new RecordingHandler();

    private AskedSession open(Transport transport, String... headers) {
        return AskedSession.ask(new SpringBackend(handler), transport, headers);
    }

    private static CompletableFuture<Void> sending(WebSocketSession session, String text) {
        return CompletableFuture.runAsync(() -> {
            try {
                session.sendMessage(new TextMessage(text));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void tellsWhatItIs() {
        open(Transport.RAW_WEBSOCKET, "Host", "quotes.example:81", "Cookie", "a=b");
        WebSocketSession session = handler.session;
        assertThat(session.getUri())
                .isEqualTo(
                        URI.create("ws://quotes.example:81/portfolio/000/abc/raw-websocket?t=1"));
        assertThat(session.getHandshakeHeaders().getFirst("cookie")).isEqualTo("a=b");
        assertThat(session.getExtensions())
                .containsExactly(new WebSocketExtension("permessage-deflate"));
        assertThat(session.getLocalAddress().getPort()).isEqualTo(8080);
        assertThat(session.getRemoteAddress().getPort()).isEqualTo(50_000);
        assertThat(session.isOpen()).isTrue();
        assertThat(session).isNotInstanceOf(SockJsSession.class);
        String id = session.getId();
        assertThat(session.getId()).isEqualTo(id);
        open(Transport.XHR_POLLING, "Host", "exa mple");
        assertThat(handler.session.getId()).isNotEqualTo(id);
        assertThat(handler.session.getUri())
                .isEqualTo(URI.create("http://localhost:8080/portfolio/000/abc/xhr-polling?t=1"));
        assertThat(handler.session.getExtensions()).isEmpty();
        assertThat(handler.session).isInstanceOf(SockJsSession.class);
    }

    @Test
    void itsLimitsStayWithinTheEndpoints() {
        open(Transport.WEBSOCKET);
        WebSocketSession session = handler.session;
        assertThat(session.getTextMessageSizeLimit()).isEqualTo(AskedSession.MAX_MESSAGE);
        session.setTextMessageSizeLimit(10);
        assertThat(session.getTextMessageSizeLimit()).isEqualTo(10);
        session.setTextMessageSizeLimit(1 << 20);
        assertThat(session.getTextMessageSizeLimit()).isEqualTo(AskedSession.MAX_MESSAGE);
        session.setBinaryMessageSizeLimit(-1);
        assertThat(session.getBinaryMessageSizeLimit()).isEqualTo(AskedSession.MAX_MESSAGE);
    }

    @Test
    void sendsTextsAndBytesWholeAndInParts() throws Exception {
        AskedSession asked = open(Transport.RAW_WEBSOCKET);
        WebSocketSession session = handler.session;
        session.sendMessage(new TextMessage("whole"));
        session.sendMessage(new TextMessage("in ", false));
        session.sendMessage(new TextMessage("par", false));
        session.sendMessage(new TextMessage("ts", true));
        assertThat(asked.sent).containsExactly("whole", "in parts");

        byte[] reused = {1, 2};
        session.sendMessage(new BinaryMessage(reused, false));
        reused[0] = 9;
        session.sendMessage(new BinaryMessage(new byte[] {3}));
        assertThat(asked.sentBinary).containsExactly(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @Test
    void partsAreBounded() throws Exception {
        AskedSession asked = open(Transport.RAW_WEBSOCKET);
        String half = "x".repeat(600);
        handler.session.sendMessage(new TextMessage(half, false));
        assertThatThrownBy(() -> handler.session.sendMessage(new TextMessage(half, false)))
                .hasMessageContaining("withMaxMessage");
        assertThatThrownBy(() -> handler.session.sendMessage(new TextMessage("the rest", true)))
                .hasMessageContaining("withMaxMessage");
        assertThat(asked.sent).isEmpty();
        handler.session.sendMessage(new BinaryMessage(new byte[600], false));
        assertThatThrownBy(() -> handler.session.sendMessage(new TextMessage("a")))
                .hasMessageContaining("amid");
        assertThatThrownBy(() -> handler.session.sendMessage(new BinaryMessage(new byte[600])))
                .hasMessageContaining("withMaxMessage");
        handler.session.sendMessage(new TextMessage("an", false));
        handler.session.sendMessage(new TextMessage("other"));
        assertThat(asked.sent).containsExactly("another");
        assertThat(asked.sentBinary).isEmpty();
    }

    @Test
    void partsAreCountedInBytes() throws Exception {
        AskedSession asked = open(Transport.RAW_WEBSOCKET);
        String ofThreeBytes = "\u20ac".repeat(AskedSession.MAX_MESSAGE / 3);
        handler.session.sendMessage(new TextMessage(ofThreeBytes, false));
        assertThatThrownBy(() -> handler.session.sendMessage(new TextMessage("\u20ac", true)))
                .hasMessageContaining("bytes together");
        handler.session.sendMessage(new TextMessage("\ud83d", false));
        handler.session.sendMessage(new TextMessage("\ude00", true));
        assertThat(asked.sent).containsExactly("\ud83d\ude00");
    }

    @Test
    void saysWhatCannotBeSentAndStaysOpen() throws Exception {
        AskedSession asked = open(Transport.WEBSOCKET);
        WebSocketSession session = handler.session;
        assertThatThrownBy(() -> session.sendMessage(new BinaryMessage(new byte[1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("texts only");
        assertThatThrownBy(() -> session.sendMessage(new PingMessage()))
                .isInstanceOf(UnsupportedOperationException.class);
        session.sendMessage(new TextMessage("still here"));
        assertThat(asked.sent).containsExactly("still here");
    }

    @Test
    void aSlowClientHoldsItsSenderUntilThereIsRoom() throws Exception {
        AskedSession asked = open(Transport.WEBSOCKET);
        asked.writable = false;
        CompletableFuture<Void> sending = sending(handler.session, "slow");
        await().untilAsserted(() -> assertThat(asked.sent).containsExactly("slow"));
        asked.open().unblock(false);
        assertThat(sending).isNotDone();
        asked.writable = true;
        asked.open().unblock(false);
        sending.get(30, TimeUnit.SECONDS);
    }

    @Test
    void anEndReleasesAWaitingSender() {
        AskedSession asked = open(Transport.WEBSOCKET);
        asked.writable = false;
        CompletableFuture<Void> sending = sending(handler.session, "slow");
        await().untilAsserted(() -> assertThat(asked.sent).containsExactly("slow"));
        asked.open().unblock(true);
        assertThatThrownBy(() -> sending.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(handler.session.isOpen()).isFalse();
        assertThatThrownBy(() -> handler.session.sendMessage(new TextMessage("late")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aTurnIsNeverHeldUp() {
        AskedSession asked = open(Transport.WEBSOCKET);
        asked.writable = false;
        Turn.run(() -> {
            try {
                handler.session.sendMessage(new TextMessage("one of many"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(asked.sent).containsExactly("one of many");
    }

    /** Spring's broker sends through this decorator; a slow client must trip its limits as on Spring. */
    @Test
    void theLimitsOfSpringsDecoratorHoldForASlowClient() throws Exception {
        AskedSession asked = open(Transport.WEBSOCKET);
        WebSocketSession decorated =
                new ConcurrentWebSocketSessionDecorator(handler.session, 60_000, 100);
        decorated.sendMessage(new TextMessage("fast"));
        asked.writable = false;
        CompletableFuture<Void> slow = sending(decorated, "slow");
        await().untilAsserted(() -> assertThat(asked.sent).containsExactly("fast", "slow"));

        decorated.sendMessage(new TextMessage("x".repeat(80)));
        assertThatThrownBy(() -> decorated.sendMessage(new TextMessage("x".repeat(80))))
                .isInstanceOf(SessionLimitExceededException.class);
        decorated.close(org.springframework.web.socket.CloseStatus.SESSION_NOT_RELIABLE);
        assertThat(asked.closed.code()).isEqualTo(4500);
        asked.end(new CloseStatus(4500, ""));
        assertThatThrownBy(() -> slow.get(30, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void closesWithCodesThatMayBeSent() throws Exception {
        AskedSession asked = open(Transport.WEBSOCKET);
        handler.session.close(org.springframework.web.socket.CloseStatus.NO_STATUS_CODE);
        assertThat(asked.closed).isEqualTo(new CloseStatus(1000, ""));
        assertThat(handler.session.isOpen()).isFalse();
    }
}
