package dev.postern.benchmark.server;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An echo and a broadcast, registered the way Spring's guide says. Public, for Spring makes it. */
@Configuration
@EnableWebSocket
public class SpringSockJs implements WebSocketConfigurer {

    private static final int SEND_TIME_MILLIS = 10_000;
    private static final int SEND_BUFFER = 1 << 20;

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new Echo(), "/echo")
                .setAllowedOriginPatterns("*")
                .setHandshakeHandler(
                        new DefaultHandshakeHandler(new StandardWebSocketUpgradeStrategy()))
                .withSockJS();
        registry.addHandler(new Broadcast(), "/broadcast")
                .setHandshakeHandler(
                        new DefaultHandshakeHandler(new StandardWebSocketUpgradeStrategy()))
                .withSockJS();
    }

    private static final class Echo extends TextWebSocketHandler {

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message)
                throws IOException {
            session.sendMessage(message);
        }
    }

    private static final class Broadcast extends TextWebSocketHandler {

        private final Set<WebSocketSession> members = ConcurrentHashMap.newKeySet();

        /** Decorated as Spring's own broker does it: its sessions don't take concurrent sends. */
        @Override
        public void afterConnectionEstablished(WebSocketSession session) {
            members.add(new ConcurrentWebSocketSessionDecorator(
                    session, SEND_TIME_MILLIS, SEND_BUFFER));
        }

        /** A member that has left throws; left alone, that would end the publisher's session too. */
        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) {
            members.removeIf(member -> !reached(member, message));
        }

        private static boolean reached(WebSocketSession member, TextMessage message) {
            try {
                member.sendMessage(message);
                return true;
            } catch (IOException | RuntimeException e) {
                return false;
            }
        }

        @Override
        public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
            members.removeIf(member -> member.getId().equals(session.getId()));
        }
    }
}
