package dev.postern.benchmark.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Pages of the portfolio by one transport, each a session that hears every quote. */
final class PortfolioPages {

    private static final String CONNECT =
            "[\"CONNECT\\naccept-version:1.2\\nhost:here\\nlogin:anna\\n\\n\\u0000\"]";
    private static final String SUBSCRIBE =
            "[\"SUBSCRIBE\\nid:0\\ndestination:/topic/quotes\\n\\n\\u0000\"]";
    private static final String QUOTE = "destination:/topic/quotes";
    private static final int PATIENCE_SECONDS = 20;

    private final HttpClient client =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final AtomicLong quotes = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final String host;

    PortfolioPages(int port) {
        host = "127.0.0.1:" + port;
    }

    /** Opens one more, and waits until it has subscribed. */
    void open(String transport) throws Exception {
        String path = "/portfolio/000/" + UUID.randomUUID();
        if (transport.equals("websocket")) {
            overWebSocket(path);
        } else {
            overHttp(path, path + '/' + transport);
        }
    }

    /** How many quotes all of them have heard. */
    long quotes() throws IOException {
        Throwable why = failure.get();
        if (why != null) {
            throw new IOException("a page was lost", why);
        }
        return quotes.get();
    }

    private void hear(String text) {
        for (int at = text.indexOf(QUOTE); at >= 0; at = text.indexOf(QUOTE, at + 1)) {
            quotes.incrementAndGet();
        }
    }

    private void overWebSocket(String path) throws Exception {
        CompletableFuture<String> connected = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://" + host + path + "/websocket"), new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(
                                    WebSocket from, CharSequence data, boolean last) {
                                String text = data.toString();
                                hear(text);
                                if (text.contains("CONNECTED")) {
                                    connected.complete(text);
                                }
                                from.request(1);
                                return CompletableFuture.completedFuture(null);
                            }

                            @Override
                            public void onError(WebSocket from, Throwable cause) {
                                failure.set(cause);
                            }
                        })
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        socket.sendText(CONNECT, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        socket.sendText(SUBSCRIBE, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void overHttp(String path, String receivePath) throws Exception {
        CompletableFuture<String> opened = new CompletableFuture<>();
        CompletableFuture<String> connected = new CompletableFuture<>();
        Thread receiver = new Thread(
                () -> {
                    try {
                        while (failure.get() == null) {
                            receive(receivePath, opened, connected);
                        }
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        failure.set(e);
                    }
                },
                "page");
        receiver.setDaemon(true);
        receiver.start();
        opened.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        send(path, CONNECT);
        connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        send(path, SUBSCRIBE);
    }

    /** One response, a frame a line. */
    private void receive(
            String path, CompletableFuture<String> opened, CompletableFuture<String> connected)
            throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response =
                client.send(post(path, BodyPublishers.noBody()), BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw new IOException(path + " was answered " + response.statusCode());
        }
        try (Stream<String> lines = response.body()) {
            lines.forEach(line -> {
                hear(line);
                if (line.equals("o")) {
                    opened.complete(line);
                } else if (line.startsWith("c[")) {
                    throw new IllegalStateException("its session has ended: " + line);
                } else if (line.contains("CONNECTED")) {
                    connected.complete(line);
                }
            });
        }
    }

    private void send(String path, String batch) throws IOException, InterruptedException {
        int status = client.send(
                        post(path + "/xhr_send", BodyPublishers.ofString(batch)),
                        BodyHandlers.discarding())
                .statusCode();
        if (status != 204) {
            throw new IOException("a send was answered " + status);
        }
    }

    private HttpRequest post(String path, HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://" + host + path))
                .POST(body)
                .build();
    }
}
