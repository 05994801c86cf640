package dev.postern.it.spring;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The client's side of a session: what it hears, in order. */
final class Conversation extends TextWebSocketHandler {

    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    /** The next word, or "nothing". */
    String next() throws InterruptedException {
        String word = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return word == null ? "nothing" : word;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        heard.add("open");
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        heard.add(message.getPayload());
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        heard.add("closed " + status.getCode());
    }
}
