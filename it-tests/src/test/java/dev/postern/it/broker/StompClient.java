package dev.postern.it.broker;

import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.Ending;
import dev.postern.it.support.SockJsClient;

import org.awaitility.Awaitility;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** STOMP over a SockJS session. What comes is kept, or told. */
final class StompClient implements AutoCloseable {

    /**
     * A frame as it came.
     *
     * @param head its command and its headers, a line each
     */
    record Received(String head, String body) {

        static Received of(String text) {
            int end = text.indexOf("\n\n");
            return new Received(text.substring(0, end), text.substring(end + 2, text.length() - 1));
        }

        String command() {
            return head.lines().findFirst().orElseThrow();
        }

        String header(String name) {
            return head.lines()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1))
                    .map(value -> value.replace("\\c", ":"))
                    .findFirst()
                    .orElse("");
        }
    }

    private static final String ROUTE = "/stomp";
    private static final Duration SOON = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final SockJsClient session;

    private StompClient(
            ClientTransport transport, int port, String prefix, Consumer<String> onMessageBody)
            throws IOException {
        session = SockJsClient.start(transport, ClientTarget.of(port, prefix, "k"), text -> {
            if (text.startsWith("MESSAGE") && onMessageBody != null) {
                onMessageBody.accept(Received.of(text).body());
            } else if (!text.equals("\n")) {
                received.add(Received.of(text));
            }
        });
    }

    static StompClient open(ClientTransport transport, int port) throws IOException {
        return open(transport, port, ROUTE);
    }

    static StompClient open(ClientTransport transport, int port, String prefix) throws IOException {
        return new StompClient(transport, port, prefix, null);
    }

    /** Connects, speaking 1.2. */
    static StompClient connect(ClientTransport transport, int port, String... headers)
            throws IOException {
        return open(transport, port).connect("1.2", headers);
    }

    static StompClient connect(ClientTransport transport, int port, Consumer<String> onMessageBody)
            throws IOException {
        return new StompClient(transport, port, ROUTE, onMessageBody).connect("1.2");
    }

    StompClient connect(String version, String... headers) {
        String login = "login:guest\npasscode:guest\nhost:/\n";
        send(
                "CONNECT",
                "",
                version.equals("1.0")
                        ? login + String.join("\n", headers)
                        : login + "accept-version:" + version + "\nheart-beat:5000,5000\n"
                                + String.join("\n", headers));
        await("CONNECTED");
        return this;
    }

    void send(String command, String body, String... headers) {
        String lines = String.join("\n", headers).strip();
        session.send(command + "\n" + (lines.isEmpty() ? "" : lines + "\n") + "\n" + body + "\0");
    }

    /** Waits for the receipt of a frame. */
    void sendAndAwait(String command, String body, String... headers) {
        String id = "r" + System.nanoTime();
        send(command, body, (String.join("\n", headers) + "\nreceipt:" + id).strip());
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(SOON)
                .until(() -> received.stream()
                        .anyMatch(frame -> frame.command().equals("RECEIPT")
                                && frame.header("receipt-id").equals(id)));
    }

    /** The first frame of that command, when it is there. */
    Received await(String command) {
        return await(command, 1).get(0);
    }

    /** The frames of that command, when so many are there. */
    List<Received> await(String command, int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(SOON)
                .until(() -> hasEnded(command) || all(command).size() >= count);
        if (all(command).size() < count) {
            throw new AssertionError("it ended before " + count + ' ' + command + ": " + received
                    + session.ended().getNow(null));
        }
        return all(command);
    }

    private boolean hasEnded(String command) {
        return session.ended().isDone() && !command.equals("ERROR");
    }

    List<Received> all(String command) {
        return received.stream()
                .filter(frame -> frame.command().equals(command))
                .toList();
    }

    Ending awaitEnd() {
        return session.ended().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    boolean hasEnded() {
        return session.ended().isDone();
    }

    SockJsClient session() {
        return session;
    }

    @Override
    public void close() {
        session.close();
    }
}
