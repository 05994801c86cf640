package dev.postern.it.browser;

import dev.postern.it.support.Json;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Commands of WebDriver BiDi and their answers, over a WebSocket. Events are not asked for. */
final class BidiConnection implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Answers answers = new Answers();
    private final AtomicInteger ids = new AtomicInteger();
    private final WebSocket socket;

    private BidiConnection(URI uri) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, answers)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    static BidiConnection open(URI uri) {
        return new BidiConnection(uri);
    }

    /** What the command answers; an error that it answers is thrown. */
    Map<?, ?> call(String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        CompletableFuture<Map<String, Object>> answer = answers.expect(id);
        socket.sendText(Json.write(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        Map<String, Object> told =
                answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        if (!(told.get("result") instanceof Map<?, ?> result)) {
            throw new IllegalStateException(method + ": " + told);
        }
        return result;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static final class Answers implements WebSocket.Listener {

        private final Map<Integer, CompletableFuture<Map<String, Object>>> expected =
                new ConcurrentHashMap<>();
        private final StringBuilder text = new StringBuilder();

        CompletableFuture<Map<String, Object>> expect(int id) {
            return expected.computeIfAbsent(id, any -> new CompletableFuture<>());
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                Map<String, Object> answer = Json.object(text.toString());
                text.setLength(0);
                if (answer.get("id") instanceof Integer id) {
                    expect(id).complete(answer);
                    expected.remove(id);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            expected.values().forEach(answer -> answer.completeExceptionally(error));
        }
    }
}
