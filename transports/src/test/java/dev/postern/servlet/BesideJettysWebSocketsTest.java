package dev.postern.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.testing.RawWebSocket;

import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

/** In a web application that has WebSockets of its own, by jetty-ee10-websocket, neither notices the other. */
class BesideJettysWebSocketsTest {

    private static final Backend ECHO = Backend.nonBlocking(session -> new BackendConnection() {
        @Override
        public void onText(String text) {
            session.send(text);
        }
    });

    /** The application's own endpoint. */
    public static final class Reversing implements Session.Listener.AutoDemanding {

        private Session session;

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
        }

        @Override
        public void onWebSocketText(String text) {
            session.sendText(new StringBuilder(text).reverse().toString(), Callback.NOOP);
        }
    }

    private WebApp app;

    @BeforeEach
    void start() throws Exception {
        app = WebApp.start(context -> {
            WebApp.mount(context, ECHO);
            JettyWebSocketServletContainerInitializer.configure(
                    context, (servletContext, container) -> {
                        container.setIdleTimeout(Duration.ofMinutes(1));
                        container.addMapping("/reverse", (request, response) -> new Reversing());
                    });
        });
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/app/reverse, olleh",
        "/app/echo, hello",
        "/app/echo/websocket, hello",
    })
    void eachAnswersItsOwn(String path, String answer) throws Exception {
        try (RawWebSocket socket = RawWebSocket.open(app.port(), path)) {
            socket.sendText("hello");
            assertThat(socket.read().text()).isEqualTo(answer);
        }
    }

    @Test
    void sessionsWithFramesToo() throws Exception {
        try (RawWebSocket socket = RawWebSocket.open(app.port(), "/app/echo/000/abc/websocket")) {
            assertThat(socket.read().text()).isEqualTo("o");
            socket.sendText("[\"hello\"]");
            assertThat(socket.read().text()).isEqualTo("a[\"hello\"]");
        }
    }
}
