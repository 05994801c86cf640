package dev.postern.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Handshake;
import dev.postern.api.Session;
import dev.postern.endpoint.SockJsEndpoint;
import dev.postern.testing.RawHttp;
import dev.postern.testing.RawHttp.Reply;
import dev.postern.testing.RawWebSocket;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

class SockJsServletTest {

    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final List<CloseStatus> closed = new CopyOnWriteArrayList<>();
    private final List<String> known = new CopyOnWriteArrayList<>();

    private final Backend echo = Backend.nonBlocking(session -> {
        sessions.add(session);
        known.add(describe(session.handshake()));
        return new BackendConnection() {
            @Override
            public void onText(String text) {
                session.send(text);
            }

            @Override
            public void onClose(CloseStatus status) {
                closed.add(status);
            }
        };
    });

    private static String describe(Handshake handshake) {
        HttpServletRequest request = (HttpServletRequest)
                handshake.attributes().get("jakarta.servlet.http.HttpServletRequest");
        Principal user = request.getUserPrincipal();
        return handshake.path() + " by " + (user == null ? "nobody" : user.getName()) + " as "
                + handshake.identity().subject() + " with "
                + (request.getSession(false) == null
                        ? "nothing"
                        : request.getSession().getAttribute("cart"))
                + " and " + handshake.headers().first("X-Added");
    }

    @Test
    void servesBelowItsContextAndLeavesTheRestAlone() throws Exception {
        try (WebApp app = WebApp.start(context -> WebApp.mount(context, echo));
                RawHttp client = app.connect()) {
            assertThat(get(client, "/app/echo").text()).isEqualTo("Welcome to SockJS!\n");
            assertThat(get(client, "/app/echo/info").field("Content-Type"))
                    .isEqualTo("application/json; charset=UTF-8");
            assertThat(get(client, "/app/other").status()).isEqualTo(404);
            assertThat(get(client, "/echo").status()).isEqualTo(404);
        }
    }

    @Test
    void aMappingOfAnotherPathIs404WithoutAJettyPage() throws Exception {
        SockJsEndpoint endpoint = SockJsEndpoint.builder("/echo", echo).build();
        try (WebApp app = WebApp.start(
                        context -> context.addServlet(new SockJsServlet(endpoint), "/chat/*"));
                RawHttp client = app.connect()) {
            Reply reply = get(client, "/app/chat/info");
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.text()).isEqualTo("Not found\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/app/echo//", "/app/echo///xhr", "/app/echo/./", "/app/echo/a%2fb/xhr"})
    void oddPathsAre404(String path) throws Exception {
        try (WebApp app = WebApp.start(context -> WebApp.mount(context, echo));
                RawHttp client = app.connect()) {
            Reply reply = get(client, path);
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.text()).isEqualTo("Not found\n");
        }
    }

    @Test
    void echoesOverASocketAndOverPollsOfOneConnection() throws Exception {
        try (WebApp app = WebApp.start(context -> WebApp.mount(context, echo));
                RawWebSocket socket = RawWebSocket.open(app.port(), "/app/echo/0/a/websocket");
                RawHttp poll = app.connect();
                RawHttp send = app.connect()) {
            assertThat(socket.read().text()).isEqualTo("o");
            socket.sendText("[\"x\"]");
            assertThat(socket.read().text()).isEqualTo("a[\"x\"]");

            assertThat(post(poll, "/app/echo/0/b/xhr", "").text()).isEqualTo("o\n");
            for (int i = 0; i < 50; i++) {
                poll.request("POST /app/echo/0/b/xhr HTTP/1.1", "Host: h", "Content-Length: 0");
                assertThat(post(send, "/app/echo/0/b/xhr_send", "[\"" + i + "\"]")
                                .status())
                        .isEqualTo(204);
                assertThat(poll.read().text()).isEqualTo("a[\"" + i + "\"]\n");
            }
        }
    }

    @Test
    void eachFrameIsAChunkSentAtOnce() throws Exception {
        try (WebApp app = WebApp.start(context -> WebApp.mount(context, echo));
                RawHttp client = app.connect()) {
            stream(client);
            sessions.get(0).send("x");
            assertThat(client.readChunk()).asString().isEqualTo("a[\"x\"]\n");
            sessions.get(0).close(CloseStatus.NORMAL);
            assertThat(client.readChunk()).asString().startsWith("c[1000");
            assertThat(client.readChunk()).isEmpty();
            assertThat(get(client, "/app/echo").status()).isEqualTo(200);
        }
    }

    private static void stream(RawHttp client, String... fields) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "POST /app/echo/0/s/xhr_streaming HTTP/1.1", "Host: h", "Content-Length: 0"));
        lines.addAll(List.of(fields));
        client.request(lines.toArray(String[]::new));
        assertThat(client.readHead().field("Content-Encoding")).isNull();
        assertThat(client.readChunk()).hasSize(2049);
        assertThat(client.readChunk()).asString().isEqualTo("o\n");
    }

    @Test
    @SuppressWarnings("removal")
    void aStreamIsNotCompressedOnItsWay() throws Exception {
        try (WebApp app = WebApp.startInside(
                        GzipHandler::new, context -> WebApp.mount(context, echo));
                RawHttp client = app.connect()) {
            stream(client, "Accept-Encoding: gzip");
            sessions.get(0).send("x");
            assertThat(client.readChunk()).asString().isEqualTo("a[\"x\"]\n");
        }
    }

    @Test
    void aPollOutlivesTheConnectorsTimeoutAndAClientThatLeavesIsNoticed() throws Exception {
        Duration idle = Duration.ofMillis(500);
        try (WebApp app = WebApp.startInside(
                        WebApp.withIdleTimeout(idle), context -> WebApp.mount(context, echo));
                RawHttp first = app.connect();
                RawHttp client = app.connect()) {
            assertThat(post(first, "/app/echo/0/b/xhr", "").text()).isEqualTo("o\n");
            client.request("POST /app/echo/0/b/xhr HTTP/1.1", "Host: h", "Content-Length: 0");
            await().during(idle.multipliedBy(3)).until(closed::isEmpty);
            client.close();
            await().until(() -> closed.size() == 1);
            assertThat(closed.get(0).code()).isEqualTo(1001);

            try (RawHttp next = app.connect()) {
                assertThat(post(next, "/app/echo/0/b/xhr", "").text())
                        .isEqualTo("c[1002,\"Connection interrupted\"]\n");
            }
        }
    }

    @Test
    void aBackendLearnsWhatTheContainerAndTheFiltersKnow() throws Exception {
        Filter login = (request, response, chain) -> {
            ((HttpServletRequest) request).getSession().setAttribute("cart", "three pears");
            chain.doFilter(
                    new HttpServletRequestWrapper((HttpServletRequest) request) {
                        @Override
                        public Principal getUserPrincipal() {
                            return () -> "anna";
                        }

                        @Override
                        public Enumeration<String> getHeaderNames() {
                            List<String> names = Collections.list(super.getHeaderNames());
                            names.add("X-Added");
                            return Collections.enumeration(names);
                        }

                        @Override
                        public Enumeration<String> getHeaders(String name) {
                            return name.equals("X-Added")
                                    ? Collections.enumeration(List.of("yes"))
                                    : super.getHeaders(name);
                        }
                    },
                    response);
        };
        try (WebApp app = WebApp.start(context -> {
                    context.addFilter(login, "/*", EnumSet.of(DispatcherType.REQUEST));
                    WebApp.mount(context, echo);
                });
                RawWebSocket framed = RawWebSocket.open(app.port(), "/app/echo/0/a/websocket")) {
            assertThat(framed.read().text()).isEqualTo("o");
            try (RawWebSocket raw = RawWebSocket.open(app.port(), "/app/echo/websocket")) {
                raw.sendText("x");
                assertThat(raw.read().text()).isEqualTo("x");
            }
            try (RawHttp client = app.connect()) {
                assertThat(post(client, "/app/echo/0/b/xhr", "").text()).isEqualTo("o\n");
            }
            String who = " by anna as anna with three pears and yes";
            assertThat(known)
                    .containsExactly(
                            "/app/echo/0/a/websocket" + who,
                            "/app/echo/websocket" + who,
                            "/app/echo/0/b/xhr" + who);
        }
    }

    /** Spring Security wraps every request. */
    @Test
    void behindAWrapperAClientStillHasAnAddress() throws Exception {
        Filter wrapper = (request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request), response);
        try (WebApp app = WebApp.start(context -> {
                    context.addFilter(wrapper, "/*", EnumSet.of(DispatcherType.REQUEST));
                    WebApp.mount(context, echo);
                });
                RawHttp client = app.connect()) {
            assertThat(post(client, "/app/echo/0/b/xhr", "").text()).isEqualTo("o\n");
            InetSocketAddress remote =
                    (InetSocketAddress) sessions.get(0).handshake().remote();
            assertThat(remote.getAddress().isLoopbackAddress()).isTrue();
            assertThat(remote.getPort()).isPositive();
        }
    }

    @Test
    void aFiltersFieldGivesWayToOurs() throws Exception {
        Filter cors = (request, response, chain) -> {
            ((HttpServletResponse) response).setHeader("Access-Control-Allow-Origin", "http://x");
            ((HttpServletResponse) response).setHeader("X-Frame-Options", "DENY");
            chain.doFilter(request, response);
        };
        try (WebApp app = WebApp.start(context -> {
                    context.addFilter(cors, "/*", EnumSet.of(DispatcherType.REQUEST));
                    WebApp.mount(context, echo);
                });
                RawHttp client = app.connect()) {
            String head = get(client, "/app/echo/info").head();
            assertThat(head).containsOnlyOnce("Access-Control-Allow-Origin: *");
            assertThat(head).doesNotContain("http://x").contains("X-Frame-Options: DENY");
        }
    }

    @Test
    void whoForbidsAsynchronousRequestsIsNamedAtTheStart() {
        assertThatThrownBy(() -> WebApp.start(context -> {
                    ServletHolder holder =
                            new ServletHolder("sockjs", new SockJsServlet(endpoint()));
                    holder.setAsyncSupported(false);
                    holder.setInitOrder(1);
                    context.addServlet(holder, "/echo/*");
                    for (String path : List.of("/*", "/echo/info", "/other/*", "*.html")) {
                        FilterHolder filter = new FilterHolder(
                                (request, response, chain) -> chain.doFilter(request, response));
                        filter.setName("filter of " + path);
                        filter.setAsyncSupported(false);
                        context.addFilter(filter, path, EnumSet.of(DispatcherType.REQUEST));
                    }
                }))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining(
                        "servlet sockjs, filter filter of /*, filter filter of /echo/info,"
                                + " filter filter of *.html.")
                .hasMessageContaining("setAsyncSupported(true)");
    }

    @Test
    void otherServletsOfTheServerStillRefuseOddPaths() throws Exception {
        HttpServlet file = new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response)
                    throws IOException {
                response.getWriter().print(request.getPathInfo());
            }
        };
        try (WebApp app = WebApp.start(context -> {
                    WebApp.mount(context, echo);
                    context.addServlet(file, "/files/*");
                });
                RawHttp client = app.connect()) {
            assertThat(get(client, "/app/files/a").text()).isEqualTo("/a");
            assertThat(get(client, "/app/files/..%2fa").status()).isEqualTo(400);
        }
    }

    private SockJsEndpoint endpoint() {
        return SockJsEndpoint.builder("/echo", echo).build();
    }

    private static Reply get(RawHttp client, String path) throws IOException {
        return client.request("GET " + path + " HTTP/1.1", "Host: h").read();
    }

    private static Reply post(RawHttp client, String path, String body) throws IOException {
        return client.request(
                        "POST " + path + " HTTP/1.1", "Host: h", "Content-Length: " + body.length())
                .send(body)
                .read();
    }
}
