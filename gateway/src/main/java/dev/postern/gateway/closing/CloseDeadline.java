package dev.postern.gateway.closing;

import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * How long whatever is behind the gateway may take to end its connection once it was asked to, by a
 * WebSocket's closing handshake (RFC 6455 §7.1.1) or by the end of TCP's input. As long as it
 * still reads what was sent before the Close frame it gets another round, up to a minute: what is
 * queued is not thrown away for being long.
 */
public final class CloseDeadline {

    /** How long it may take without progress. */
    public static final Duration ROUND = Duration.ofSeconds(5);

    private static final int MAX_ROUNDS = 12;

    private final Scheduler scheduler;
    private final IntSupplier outstanding;
    private final Runnable cut;

    private Scheduler.@Nullable Task task;
    private boolean cancelled;
    private int rounds;
    private int before;

    /**
     * @param outstanding bytes not yet written
     * @param cut ends the connection
     */
    public CloseDeadline(Scheduler scheduler, IntSupplier outstanding, Runnable cut) {
        this.scheduler = scheduler;
        this.outstanding = outstanding;
        this.cut = cut;
    }

    /** Begins to wait. */
    public synchronized void start() {
        before = outstanding.getAsInt();
        next();
    }

    /** Waits no more: it is closed. */
    public synchronized void cancel() {
        cancelled = true;
        if (task != null) {
            task.cancel();
        }
    }

    private void next() {
        if (!cancelled) {
            rounds++;
            task = scheduler.schedule(this::expired, ROUND.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void expired() {
        if (!goesOn()) {
            cut.run();
        }
    }

    private synchronized boolean goesOn() {
        int now = outstanding.getAsInt();
        if (now < before && rounds < MAX_ROUNDS) {
            before = now;
            next();
            return true;
        }
        return cancelled;
    }
}
