package dev.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postern.api.Session;
import dev.postern.api.Transport;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.ResponseHead;
import dev.postern.jetty.SockJsHandler;

import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The transports over plain HTTP where many of their requests share one connection (RFC 9113). */
class Http2Test {

    private static final EnumSet<Transport> FALLBACKS =
            EnumSet.complementOf(EnumSet.of(Transport.WEBSOCKET, Transport.RAW_WEBSOCKET));

    private final RecordingBackend backend = new RecordingBackend();
    private final Server server = new Server();
    private final java.net.http.HttpClient client =
            java.net.http.HttpClient.newBuilder().version(Version.HTTP_2).build();
    private String base = "";

    private void serve(Binding binding) throws Exception {
        SockJsEndpoint endpoint = SockJsEndpoint.builder("/echo", backend)
                .transports(EnumSet.allOf(Transport.class))
                .build();
        serve(binding.handler(endpoint));
    }

    private void serve(Handler handler) throws Exception {
        HttpConfiguration http = SockJsHandler.configure(new HttpConfiguration());
        ServerConnector connector = new ServerConnector(
                server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
        base = "http://127.0.0.1:" + connector.getLocalPort();
        // The client's first request asks for HTTP/2; all that follow use the connection it got.
        ask("GET", "/echo/info", "").close();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private InputStream ask(String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> response =
                client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.version()).isEqualTo(Version.HTTP_2);
        assertThat(response.statusCode()).isIn(200, 204);
        return response.body();
    }

    private InputStream receive(Transport transport, String id) throws Exception {
        return ask(HttpClient.method(transport), HttpClient.receivePath(transport, id), "");
    }

    private void send(Transport transport, String id, String batch) throws Exception {
        if (transport == Transport.JSONP_POLLING) {
            ask(
                            "POST",
                            "/echo/000/" + id + "/jsonp_send",
                            "d=" + URLEncoder.encode(batch, StandardCharsets.UTF_8),
                            "Content-Type",
                            "application/x-www-form-urlencoded")
                    .close();
        } else {
            ask("POST", "/echo/000/" + id + "/xhr_send", batch).close();
        }
    }

    /** The frames that a response has brought, once there are so many. */
    private static List<String> frames(
            Transport transport, StringBuilder text, InputStream in, int count) throws IOException {
        byte[] chunk = new byte[8 << 10];
        while (whole(transport, text).size() < count) {
            int length = in.read(chunk);
            assertThat(length).as(text.toString()).isPositive();
            text.append(new String(chunk, 0, length, StandardCharsets.UTF_8));
        }
        return whole(transport, text);
    }

    /** None while the last of them has come in part only. */
    private static List<String> whole(Transport transport, StringBuilder text) {
        try {
            return text.isEmpty() ? List.of() : ResponseFrames.of(transport, text.toString());
        } catch (AssertionError partial) {
            return List.of();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachTransportEchoes(Binding binding) throws Exception {
        serve(binding);
        for (Transport transport : FALLBACKS) {
            String id = transport.name();
            StringBuilder text = new StringBuilder();
            InputStream in = receive(transport, id);
            assertThat(frames(transport, text, in, 1)).containsExactly("o");
            if (transport == Transport.XHR_POLLING || transport == Transport.JSONP_POLLING) {
                assertThat(in.read()).isNegative();
                text.setLength(0);
                send(transport, id, "[\"one\"]");
                in = receive(transport, id);
            } else {
                send(transport, id, "[\"one\"]");
            }
            assertThat(frames(transport, text, in, 1 + (text.isEmpty() ? 0 : 1)))
                    .endsWith("a[\"one\"]");
            in.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyStreamsShareAConnectionAndEachHearsItsOwn(Binding binding) throws Exception {
        serve(binding);
        List<InputStream> streams = new ArrayList<>();
        List<StringBuilder> texts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            streams.add(receive(Transport.XHR_STREAMING, "s" + i));
            texts.add(new StringBuilder());
            frames(Transport.XHR_STREAMING, texts.get(i), streams.get(i), 1);
        }
        String large = "x".repeat(1_000);
        for (int i = 0; i < 20; i++) {
            send(Transport.XHR_STREAMING, "s" + i, "[\"" + i + large + "\"]");
        }
        for (int i = 0; i < 20; i++) {
            assertThat(frames(Transport.XHR_STREAMING, texts.get(i), streams.get(i), 2))
                    .containsExactly("o", "a[\"" + i + large + "\"]");
            streams.get(i).close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatItsClientResetsIsNoticedAndTheOthersGoOn(Binding binding) throws Exception {
        serve(binding);
        StringBuilder text = new StringBuilder();
        InputStream leaving = receive(Transport.XHR_STREAMING, "leaving");
        frames(Transport.XHR_STREAMING, new StringBuilder(), leaving, 1);
        InputStream staying = receive(Transport.XHR_STREAMING, "staying");
        frames(Transport.XHR_STREAMING, text, staying, 1);

        leaving.close();
        await().until(() -> backend.heard.contains("close 1001"));

        send(Transport.XHR_STREAMING, "staying", "[\"still here\"]");
        assertThat(frames(Transport.XHR_STREAMING, text, staying, 2)).endsWith("a[\"still here\"]");
        staying.close();
    }

    /** On a servlet's thread somebody may listen only after the client has gone. */
    @ParameterizedTest
    @EnumSource
    void aResetIsNoticedHoweverLateSomebodyListens(Binding binding) throws Exception {
        CompletableFuture<Exchange> written = new CompletableFuture<>();
        CountDownLatch reset = new CountDownLatch(1);
        Handler handler = binding.handler(exchange -> {
            exchange.begin(new ResponseHead(200), ByteBuffer.allocate(0));
            boolean last = exchange.path().endsWith("/info");
            exchange.write(ByteBuffer.wrap(new byte[] {'o'}), last, new Completion() {
                @Override
                public void succeeded() {
                    if (!last) {
                        written.complete(exchange);
                    }
                }

                @Override
                public void failed(Throwable cause) {
                    written.completeExceptionally(cause);
                }
            });
            return true;
        });
        serve(new Handler.Wrapper(handler) {
            @Override
            public boolean handle(Request request, Response response, Callback callback)
                    throws Exception {
                request.addFailureListener(failure -> reset.countDown());
                return super.handle(request, response, callback);
            }
        });

        InputStream leaving = ask("GET", "/echo/stream", "");
        Exchange exchange = written.get(30, TimeUnit.SECONDS);
        leaving.close();
        assertThat(reset.await(30, TimeUnit.SECONDS)).isTrue();
        AtomicInteger gone = new AtomicInteger();
        exchange.onClientGone(gone::incrementAndGet);
        assertThat(gone).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void aPollThatWaitsIsAnsweredWhenThereIsSomethingToHear(Binding binding) throws Exception {
        serve(binding);
        receive(Transport.XHR_POLLING, "p").close();
        Session session = backend.session();
        var poll = client.sendAsync(
                HttpRequest.newBuilder(URI.create(base + "/echo/000/p/xhr"))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        session.send("at last");
        await().until(poll::isDone);
        assertThat(poll.join().body()).isEqualTo("a[\"at last\"]\n");
        assertThat(poll.join().version()).isEqualTo(Version.HTTP_2);
    }
}
