package dev.postern.it.backend;

import static org.awaitility.Awaitility.await;

import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.Ending;
import dev.postern.it.support.SockJsClient;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of a subject, which hears what it says in the subject's dialect. */
final class Talker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger KEYS = new AtomicInteger();

    private final String key;
    private final Dialect dialect;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final SockJsClient client;

    private Talker(Subject subject, ClientTransport transport, String key) throws IOException {
        this.key = key;
        dialect = subject.dialect();
        client = SockJsClient.start(transport, subject.target(key), this::hear);
    }

    private void hear(String message) {
        if (dialect.isReady(message)) {
            answers.incrementAndGet();
        }
        dialect.heard(message).ifPresent(heard::add);
    }

    static String newKey() {
        return "k" + KEYS.incrementAndGet();
    }

    /** Begins a session, which may be refused. */
    static Talker begin(Subject subject, ClientTransport transport, String key) throws IOException {
        return new Talker(subject, transport, key);
    }

    /** Begins a session and waits until it can be talked in. */
    static Talker open(Subject subject, ClientTransport transport) throws IOException {
        Talker talker = begin(subject, transport, newKey());
        talker.client.awaitOpen();
        List<String> greetings = talker.dialect.greetings(talker.key);
        talker.client.send(greetings);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> greetings.isEmpty() || talker.answers.get() > 0);
        return talker;
    }

    void say(List<String> texts) {
        client.send(texts.stream().map(text -> dialect.saying(text, key)).toList());
    }

    void say(String... texts) {
        say(List.of(texts));
    }

    /** What it has heard once that is {@code count} texts, or once its session is over. */
    List<String> hear(int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> heard.size() >= count || client.ended().isDone());
        return List.copyOf(heard);
    }

    Ending awaitEnd() {
        await().atMost(PATIENCE).until(() -> client.ended().isDone());
        return client.ended().join();
    }

    String key() {
        return key;
    }

    SockJsClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
    }
}
