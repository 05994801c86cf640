package dev.postern.gateway.demo;

import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Session;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says {@code tick!} again and again, to a client that reads. */
final class Ticker {

    private final ScheduledExecutorService clock;
    private final Duration interval;

    Ticker(ScheduledExecutorService clock, Duration interval) {
        this.clock = clock;
        this.interval = interval;
    }

    BackendConnection start(Session session) {
        Runnable tick = () -> {
            if (session.isWritable()) {
                session.send("tick!");
            }
        };
        Future<?> ticking = clock.scheduleAtFixedRate(
                tick, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return new BackendConnection() {
            @Override
            public void onText(String text) {
                // Nothing a client says makes it tick otherwise.
            }

            @Override
            public void onClose(CloseStatus status) {
                ticking.cancel(false);
            }
        };
    }
}
