package dev.postern.it.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.CloseStatus;
import dev.postern.api.Identity;
import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.Ending;
import dev.postern.it.support.InProcess;
import dev.postern.it.support.SockJsClient;
import dev.postern.servlet.SockJsServlet;
import dev.postern.spring.SpringBackend;
import dev.postern.stomp.ConnectVerdict;
import dev.postern.stomp.StompSettings;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.HttpSessionHandshakeInterceptor;

import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who a Spring handler's sessions belong to: by CONNECT's credentials, by the container, by an HTTP session. */
class HandshakeIT {

    /** Says who it talks with, and what is known of them; answers a CONNECT. */
    private static final class Handler extends TextWebSocketHandler {

        final List<String> established = new CopyOnWriteArrayList<>();

        @Override
        public void afterConnectionEstablished(WebSocketSession session) {
            established.add(name(session));
        }

        private static String name(WebSocketSession session) {
            Principal user = session.getPrincipal();
            return user == null ? "nobody" : user.getName();
        }

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message)
                throws IOException {
            if (message.getPayload().startsWith("CONNECT")) {
                answer(session, "CONNECTED\nversion:1.2\nuser-name:" + name(session) + "\n\n\0");
            } else {
                answer(
                        session,
                        name(session) + " has " + session.getAttributes().get("cart")
                                + ", with an HTTP session: "
                                + session.getAttributes()
                                        .containsKey(
                                                HttpSessionHandshakeInterceptor
                                                        .HTTP_SESSION_ID_ATTR_NAME));
            }
        }

        private static void answer(WebSocketSession session, String text) throws IOException {
            session.sendMessage(new TextMessage(text));
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Handler GATED = new Handler();

    private static InProcess core;
    private static InProcess servlets;

    @BeforeAll
    static void start() throws Exception {
        core = InProcess.start(gated());
        ServletContextHandler application =
                new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        application.addFilter(login(), "/spring/*", EnumSet.of(DispatcherType.REQUEST));
        application.addFilter(login(), "/kept/*", EnumSet.of(DispatcherType.REQUEST));
        SpringBackend backend = new SpringBackend(new Handler())
                .withInterceptors(new HttpSessionHandshakeInterceptor());
        for (SockJsEndpoint endpoint : List.of(
                gated(),
                SockJsEndpoint.builder("/spring", backend).build(),
                SockJsEndpoint.builder(
                                "/kept",
                                backend.withInterceptors(
                                        new HttpSessionHandshakeInterceptor(), asking()))
                        .stomp(StompSettings.DEFAULT)
                        .build())) {
            application.addServlet(new SockJsServlet(endpoint), endpoint.prefix() + "/*");
        }
        servlets = InProcess.startApplication(application);
    }

    @AfterAll
    static void stop() {
        core.close();
        servlets.close();
    }

    /** A handler that is asked only for those who know the word. */
    private static SockJsEndpoint gated() {
        StompSettings settings = StompSettings.DEFAULT.withCredentials(
                (connect, handshake) -> CompletableFuture.completedFuture(
                        "open sesame".equals(connect.get("passcode"))
                                ? new ConnectVerdict.Accepted(
                                        new Identity(String.valueOf(connect.get("login"))))
                                : ConnectVerdict.UNAUTHORIZED));
        return SockJsEndpoint.builder("/gated", new SpringBackend(GATED))
                .stomp(settings)
                .build();
    }

    /** Whoever comes is anna, with a basket. */
    private static Filter login() {
        return (request, response, chain) -> {
            HttpServletRequest asked = (HttpServletRequest) request;
            asked.getSession().setAttribute("cart", "three pears");
            chain.doFilter(
                    new HttpServletRequestWrapper(asked) {
                        @Override
                        public Principal getUserPrincipal() {
                            return () -> "anna";
                        }
                    },
                    response);
        };
    }

    /** Reads of the request what interceptors read; what fails refuses the session. */
    private static HandshakeInterceptor asking() {
        return new HandshakeInterceptor() {
            @Override
            public boolean beforeHandshake(
                    ServerHttpRequest request,
                    ServerHttpResponse response,
                    WebSocketHandler handler,
                    Map<String, Object> attributes) {
                HttpServletRequest asked = ((ServletServerHttpRequest) request).getServletRequest();
                return request.getHeaders().getFirst("Host") != null
                        && request.getURI().getPath().startsWith("/kept/")
                        && request.getMethod() != null
                        && asked.getServerPort() == request.getURI().getPort()
                        && asked.getScheme().equals(request.getURI().getScheme())
                        && asked.getHeader("host") != null;
            }

            @Override
            public void afterHandshake(
                    ServerHttpRequest request,
                    ServerHttpResponse response,
                    WebSocketHandler handler,
                    @Nullable Exception exception) {}
        };
    }

    private static SockJsClient connect(ClientTransport transport, int port, String... lines)
            throws IOException {
        return connectTo("/gated", transport, port, lines);
    }

    private static SockJsClient connectTo(
            String prefix, ClientTransport transport, int port, String... lines)
            throws IOException {
        SockJsClient client = SockJsClient.start(transport, ClientTarget.of(port, prefix, "k"))
                .awaitOpen();
        client.send(
                "CONNECT\naccept-version:1.2\nhost:here\n" + String.join("\n", lines) + "\n\n\0");
        return client;
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW_WEBSOCKET", "WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    void whomTheGateAcceptsIsTheHandlersPrincipal(ClientTransport transport) throws Exception {
        for (InProcess server : List.of(core, servlets)) {
            try (SockJsClient client =
                    connect(transport, server.port(), "login:ben", "passcode:open sesame")) {
                awaitMessage(client, "user-name:ben");
                assertThat(GATED.established).contains("ben");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW_WEBSOCKET", "WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    void whomTheGateRefusesTheHandlerNeverHearsOf(ClientTransport transport) throws Exception {
        for (InProcess server : List.of(core, servlets)) {
            try (SockJsClient client =
                    connect(transport, server.port(), "login:eve", "passcode:guessed")) {
                awaitMessage(client, "ERROR");
                await().atMost(PATIENCE).until(client.ended()::isDone);
                assertThat(client.ended().join())
                        .extracting(Ending::code)
                        .isEqualTo(CloseStatus.UNAUTHORIZED.code());
                assertThat(GATED.established).doesNotContain("eve");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW_WEBSOCKET", "WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    void theContainersPrincipalAndHttpSessionReachTheHandler(ClientTransport transport)
            throws Exception {
        try (SockJsClient client = SockJsClient.start(
                        transport, ClientTarget.of(servlets.port(), "/spring", "k"))
                .awaitOpen()) {
            client.send("who am I?");
            awaitMessage(client, "anna has three pears, with an HTTP session: true");
        }
    }

    /** The gate has taken the session long before the handler is asked. */
    @ParameterizedTest
    @EnumSource(names = {"RAW_WEBSOCKET", "WEBSOCKET", "XHR_STREAMING", "XHR_POLLING"})
    void theyReachAHandlerBehindAGateToo(ClientTransport transport) throws Exception {
        try (SockJsClient client = connectTo("/kept", transport, servlets.port(), "login:any")) {
            awaitMessage(client, "user-name:anna");
            client.send("SEND\ndestination:/a\n\nwho am I?\0");
            await().atMost(PATIENCE).until(() -> client.messages().size() == 2);
            assertThat(client.messages().get(1))
                    .isEqualTo("anna has three pears, with an HTTP session: true");
        }
    }

    private static void awaitMessage(SockJsClient client, String part) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(client.messages()).singleElement().asString().contains(part));
    }
}
