package dev.postern.it.backend;

import dev.postern.spring.SpringBackend;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

import java.io.IOException;
import java.util.Map;

/** The application as a Spring handler in the same JVM. */
final class SpringApplication extends TextWebSocketHandler implements HandshakeInterceptor {

    private static final String KEY = "key";

    private record Peer(WebSocketSession session) implements Application.Peer {

        @Override
        public String key() {
            return (String) session.getAttributes().get(KEY);
        }

        @Override
        public void send(String text) throws IOException {
            session.sendMessage(new TextMessage(text));
        }

        @Override
        public void close(int code, String reason) throws IOException {
            session.close(new CloseStatus(code, reason));
        }
    }

    private final Application application;

    private SpringApplication(Application application) {
        this.application = application;
    }

    static SpringBackend serve(Application application) {
        SpringApplication handler = new SpringApplication(application);
        return new SpringBackend(handler).withInterceptors(handler);
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        String key = OwnApplication.key(request.getURI().getQuery());
        attributes.put(KEY, key);
        response.setStatusCode(HttpStatus.FORBIDDEN);
        return !key.startsWith(ApplicationContract.REFUSED);
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Exception error) {}

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message)
            throws Exception {
        application.hears(new Peer(session), message.getPayload());
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        application.ended(new Peer(session).key(), status.getCode());
    }
}
