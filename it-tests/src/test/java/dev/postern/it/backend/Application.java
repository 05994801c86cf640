package dev.postern.it.backend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An application that does what its clients tell it to, the same whatever lies between them and it. */
final class Application {

    /** What it has of one session: may block, and then is taken to wait for the client. */
    interface Peer {

        String key();

        void send(String text) throws IOException;

        void close(int code, String reason) throws IOException;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FILLING = "y".repeat(16 << 10);

    private final Map<String, Integer> endings = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> sent = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> sleepers = new ConcurrentHashMap<>();

    /** The {@code index}th message that it sends when it is told to fill. */
    static String filling(int index) {
        return index + FILLING;
    }

    /** A client's text, on a thread that may block. */
    void hears(Peer peer, String text) throws IOException {
        String[] words = text.split(" ", 3);
        switch (words[0]) {
            case "close" -> peer.close(Integer.parseInt(words[1]), words[2]);
            case "fill" -> fill(peer, Integer.parseInt(words[1]));
            case "sleep" -> sleep(peer.key());
            case "fail" -> throw new IOException("as it was told to");
            default -> peer.send(text);
        }
    }

    private void fill(Peer peer, int count) throws IOException {
        AtomicInteger counter = sent.computeIfAbsent(peer.key(), key -> new AtomicInteger());
        for (int i = 0; i < count; i++) {
            peer.send(filling(i));
            counter.incrementAndGet();
        }
    }

    private void sleep(String key) throws IOException {
        try {
            sleeper(key).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private CountDownLatch sleeper(String key) {
        return sleepers.computeIfAbsent(key, any -> new CountDownLatch(1));
    }

    void wake(String key) {
        sleeper(key).countDown();
    }

    void ended(String key, int code) {
        endings.put(key, code);
    }

    /** With which code that session ended for it. */
    int awaitEnd(String key) {
        return await().atMost(PATIENCE).until(() -> endings.get(key), code -> code != null);
    }

    /** How many of the messages it was told to send have gone, once no more go. */
    int awaitStandstill(String key) {
        int[] last = {0, 0};
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            AtomicInteger counter = sent.get(key);
            int now = counter == null ? 0 : counter.get();
            last[1] = now > 0 && now == last[0] ? last[1] + 1 : 0;
            last[0] = now;
            return last[1] == 6;
        });
        return last[0];
    }
}
