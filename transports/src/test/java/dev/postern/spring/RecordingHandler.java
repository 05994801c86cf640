package dev.postern.spring;

import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A handler that writes down what it hears, and throws where it is told to. */
class RecordingHandler implements WebSocketHandler, SubProtocolCapable {

    final List<String> heard = new CopyOnWriteArrayList<>();
    boolean partial;
    String throwsAt = "";
    volatile WebSocketSession session;

    @Override
    public List<String> getSubProtocols() {
        return List.of("v12.stomp", "v11.stomp");
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession opened) throws Exception {
        session = opened;
        hear("established");
    }

    @Override
    public void handleMessage(WebSocketSession from, WebSocketMessage<?> message) throws Exception {
        String end = message.isLast() ? "" : "…";
        if (message instanceof TextMessage text) {
            hear(text.getPayload() + end);
        } else if (message instanceof BinaryMessage binary) {
            hear("binary " + StandardCharsets.UTF_8.decode(binary.getPayload().duplicate()) + end);
        }
    }

    @Override
    public void handleTransportError(WebSocketSession from, Throwable error) throws Exception {
        hear("error " + error.getMessage());
    }

    @Override
    public void afterConnectionClosed(WebSocketSession from, CloseStatus status) throws Exception {
        hear("closed " + status.getCode() + (from.isOpen() ? " but open" : ""));
    }

    private void hear(String word) throws IOException {
        heard.add(word);
        if (word.equals(throwsAt)) {
            throw new IOException("on purpose");
        }
    }

    @Override
    public boolean supportsPartialMessages() {
        return partial;
    }
}
