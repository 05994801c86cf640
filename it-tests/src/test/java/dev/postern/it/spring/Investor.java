package dev.postern.it.spring;

import org.springframework.messaging.simp.stomp.StompFrameHandler;
import org.springframework.messaging.simp.stomp.StompHeaders;
import org.springframework.messaging.simp.stomp.StompSession;
import org.springframework.messaging.simp.stomp.StompSessionHandlerAdapter;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.messaging.WebSocketStompClient;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A page of the portfolio, by Spring's STOMP client: what it hears at each destination. */
final class Investor implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final WebSocketStompClient client;
    private final StompSession session;
    private final Map<String, BlockingQueue<String>> heard = new ConcurrentHashMap<>();

    private Investor(WebSocketStompClient client, StompSession session) {
        this.client = client;
        this.session = session;
    }

    static Investor connect(JavaTransport transport, String url, String name) throws Exception {
        return connect(transport.client(), url, name);
    }

    static Investor connect(WebSocketClient by, String url, String name) throws Exception {
        WebSocketStompClient client = new WebSocketStompClient(by);
        StompHeaders headers = new StompHeaders();
        headers.setLogin(name);
        StompSession session = client.connectAsync(
                        url,
                        new WebSocketHttpHeaders(),
                        headers,
                        new StompSessionHandlerAdapter() {})
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return new Investor(client, session);
    }

    Investor subscribe(String destination) {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        heard.put(destination, queue);
        session.subscribe(destination, new StompFrameHandler() {
            @Override
            public Type getPayloadType(StompHeaders headers) {
                return byte[].class;
            }

            @Override
            public void handleFrame(StompHeaders headers, Object payload) {
                queue.add(new String((byte[]) payload, StandardCharsets.UTF_8));
            }
        });
        return this;
    }

    void send(String destination, String json) {
        StompHeaders headers = new StompHeaders();
        headers.setDestination(destination);
        headers.add("content-type", "application/json");
        session.send(headers, json.getBytes(StandardCharsets.UTF_8));
    }

    /** The next message of a destination, or "nothing". */
    String next(String destination) throws InterruptedException {
        String message = heard.get(destination).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return message == null ? "nothing" : message;
    }

    boolean isSilent(String destination) {
        return heard.get(destination).isEmpty();
    }

    @Override
    public void close() {
        // Spring's polling may have lost it by itself, when the story is told.
        if (session.isConnected()) {
            session.disconnect();
        }
        client.stop();
    }
}
