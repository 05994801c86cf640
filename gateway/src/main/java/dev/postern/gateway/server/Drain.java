package dev.postern.gateway.server;

import dev.postern.api.CloseStatus;
import dev.postern.endpoint.SockJsEndpoint;

import java.time.Duration;
import java.util.List;

/** The way out: every session is told, and served until it ends or the grace time does. */
public final class Drain {

    private static final long POLL_MILLIS = 20;

    private final List<SockJsEndpoint> endpoints;

    public Drain(List<SockJsEndpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    /**
     * Refuses new sessions, closes the open ones with 1001 and waits for them to end.
     *
     * @return how many were still there when {@code grace} was over
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public int await(Duration grace) throws InterruptedException {
        long start = System.nanoTime();
        endpoints.forEach(endpoint -> endpoint.drain(CloseStatus.GOING_AWAY));
        while (open() > 0 && System.nanoTime() - start < grace.toNanos()) {
            Thread.sleep(POLL_MILLIS);
        }
        return open();
    }

    private int open() {
        return endpoints.stream().mapToInt(SockJsEndpoint::openSessions).sum();
    }
}
