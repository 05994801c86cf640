package dev.postern.it.broker;

import dev.postern.it.support.ClientTarget;
import dev.postern.it.support.ClientTransport;
import dev.postern.it.support.Ending;
import dev.postern.it.support.SockJsClient;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A STOMP client that comes back a while after its session has ended, again and again. */
final class ReturningClient implements AutoCloseable {

    private static final String CONNECT =
            "CONNECT\naccept-version:1.2\nhost:/\nlogin:guest\npasscode:guest\n\n\0";

    private final ClientTransport transport;
    private final int port;
    private final ScheduledExecutorService clock;
    private final Duration delay;

    private final List<Long> connects = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<Ending> endings = new CopyOnWriteArrayList<>();
    private final List<String> receipts = new CopyOnWriteArrayList<>();
    private volatile SockJsClient session;
    private volatile boolean closed;

    private ReturningClient(
            ClientTransport transport, int port, ScheduledExecutorService clock, Duration delay) {
        this.transport = transport;
        this.port = port;
        this.clock = clock;
        this.delay = delay;
    }

    static ReturningClient start(
            ClientTransport transport, int port, ScheduledExecutorService clock, Duration delay) {
        ReturningClient client = new ReturningClient(transport, port, clock, delay);
        clock.execute(client::begin);
        return client;
    }

    private void begin() {
        SockJsClient before = session;
        if (before != null) {
            before.close();
        }
        if (closed) {
            return;
        }
        try {
            SockJsClient begun =
                    SockJsClient.start(transport, ClientTarget.of(port, "/stomp", "k"), this::hear);
            session = begun;
            begun.send(CONNECT);
            Future<?> unused = begun.ended().thenAccept(this::ended);
        } catch (IOException e) {
            ended(Ending.lost("opening: " + e));
        }
    }

    private void hear(String text) {
        StompClient.Received frame = StompClient.Received.of(text);
        switch (frame.command()) {
            case "CONNECTED" -> connects.add(System.nanoTime());
            case "ERROR" -> errors.add(frame.header("message"));
            case "RECEIPT" -> receipts.add(frame.header("receipt-id"));
            default -> throw new IllegalArgumentException("not asked for: " + text);
        }
    }

    private void ended(Ending how) {
        if (!closed) {
            endings.add(how);
            Future<?> unused = clock.schedule(this::begin, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Asks the broker for a receipt. */
    void ask(String receipt) {
        session.send("SEND\ndestination:/queue/asked\nreceipt:" + receipt + "\n\nhello\0");
    }

    /** When a CONNECTED came, as {@link System#nanoTime()}. */
    List<Long> connects() {
        return connects;
    }

    List<String> errors() {
        return errors;
    }

    List<Ending> endings() {
        return endings;
    }

    List<String> receipts() {
        return receipts;
    }

    @Override
    public void close() {
        closed = true;
        SockJsClient last = session;
        if (last != null) {
            last.close();
        }
    }
}
