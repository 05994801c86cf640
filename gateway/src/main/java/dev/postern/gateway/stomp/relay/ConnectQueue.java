package dev.postern.gateway.stomp.relay;

import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Sessions that wait for their connection to a broker. There are two reasons to wait: others are
 * being connected ({@link Recovery}, and a bound on how many at a time), or the broker is not there
 * but was a moment ago. Then one session after the other tries again, at growing intervals, and the
 * rest wait for its success, each for as long as a connection may take. A broker that has been away
 * for longer is not waited for.
 *
 * <p>Thread-safe. What waits is called with no lock held, one call at a time.
 */
final class ConnectQueue {

    /** What waits. A call that comes after it has left is to be ignored by it. */
    interface Waiting {

        /**
         * It is its turn to connect; it answers by {@link #connected}, {@link #failed} or {@link
         * #abandoned}, once and whatever goes wrong: it has one of few places.
         */
        void connect();

        /** The broker can't be reached. */
        void giveUp();

        /** When it began to wait, by {@link ConnectQueue#now}. */
        long since();
    }

    /** Runs a task after so many ns. */
    interface Timer {

        Scheduler.Task schedule(Runnable task, long nanos);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ConnectQueue.class);

    static final int MAX_CONNECTING = 64;

    /** A broker that is restarted is back within this time. */
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private static final long FIRST_RETRY = Duration.ofMillis(100).toNanos();
    private static final long LAST_RETRY = Duration.ofSeconds(1).toNanos();

    private final Timer timer;
    private final LongSupplier clock;
    private final long timeout;
    private final Recovery recovery;

    private final Deque<Waiting> places = new ArrayDeque<>();
    private final Deque<Runnable> calls = new ArrayDeque<>();
    private boolean calling;

    private int connecting;
    private int open;
    private boolean reached;
    private long lastReached;
    private boolean down;
    private long nextRetry;
    private long retryDelay = FIRST_RETRY;
    private Scheduler.@Nullable Task alarm;

    /**
     * @param timeout how long a broker is waited for
     * @param clock as {@link System#nanoTime()}
     */
    ConnectQueue(Timer timer, LongSupplier clock, Duration timeout, Duration spread) {
        this.timer = timer;
        this.clock = clock;
        this.timeout = timeout.toNanos();
        this.recovery = new Recovery(spread);
    }

    /** Waits for its turn, which may come before this returns. */
    void enter(Waiting waiting) {
        synchronized (this) {
            places.addLast(waiting);
        }
        goOn();
    }

    /** Waits no more. */
    void leave(Waiting waiting) {
        synchronized (this) {
            places.remove(waiting);
        }
    }

    /** Its connection stands. */
    void connected() {
        synchronized (this) {
            connecting--;
            open++;
            reached = true;
            lastReached = clock.getAsLong();
            down = false;
            retryDelay = FIRST_RETRY;
        }
        goOn();
    }

    /** Its session ended while it was connecting. */
    void abandoned() {
        synchronized (this) {
            connecting--;
        }
        goOn();
    }

    /** It could not connect. It waits on where there is hope, and is told to give up otherwise. */
    void failed(Waiting waiting) {
        synchronized (this) {
            long now = clock.getAsLong();
            connecting--;
            recovery.goesOn(now);
            down = true;
            if (isMissed(now) && untilDeadline(waiting, now) > 0) {
                places.addFirst(waiting);
                nextRetry = now + retryDelay / 2 + ThreadLocalRandom.current().nextLong(retryDelay);
                retryDelay = Math.min(retryDelay * 2, LAST_RETRY);
            } else {
                calls.addLast(waiting::giveUp);
            }
        }
        goOn();
    }

    /** A connection has ended as it should. */
    synchronized void closed() {
        lastReached = clock.getAsLong();
        open--;
    }

    /**
     * A connection was lost.
     *
     * @return whether it is the first one after a while without losses
     */
    synchronized boolean lost() {
        lastReached = clock.getAsLong();
        return recovery.lost(lastReached, open--);
    }

    /** How long to wait before one more session is told that its broker is gone, in ns. */
    synchronized long untilTold() {
        return recovery.untilTold(clock.getAsLong());
    }

    /** The time by this queue's clock. */
    long now() {
        return clock.getAsLong();
    }

    /** How many wait. */
    synchronized int size() {
        return places.size();
    }

    /** Calls whom it is time to call. To be called after whatever may have changed that. */
    void goOn() {
        synchronized (this) {
            advance();
            if (calling) {
                return;
            }
            calling = true;
        }
        for (Runnable call = nextCall(); call != null; call = nextCall()) {
            try {
                call.run();
            } catch (RuntimeException | Error e) {
                // Or nobody would ever be called again.
                LOG.error("A session that waits for its broker failed", e);
            }
        }
    }

    private synchronized @Nullable Runnable nextCall() {
        Runnable call = calls.pollFirst();
        calling = call != null;
        return call;
    }

    private void advance() {
        long now = clock.getAsLong();
        while (down && !places.isEmpty() && untilDeadline(places.getFirst(), now) <= 0) {
            calls.addLast(places.removeFirst()::giveUp);
        }
        while (!places.isEmpty() && connecting < MAX_CONNECTING && untilNext(now) <= 0) {
            connecting++;
            recovery.admitted(now);
            calls.addLast(places.removeFirst()::connect);
        }
        setAlarm(now);
    }

    /** In ns; more than 0 forbids. Without a broker one attempt at a time finds out whether it is back. */
    private long untilNext(long now) {
        if (down && isMissed(now)) {
            return connecting > 0 ? Long.MAX_VALUE : nextRetry - now;
        }
        return recovery.untilAdmitted(now);
    }

    /** Whether the broker was there a moment ago. */
    private boolean isMissed(long now) {
        return reached && (open > 0 || now - lastReached < PATIENCE);
    }

    private void setAlarm(long now) {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
        if (places.isEmpty()) {
            return;
        }
        long wait = connecting < MAX_CONNECTING ? untilNext(now) : Long.MAX_VALUE;
        if (down) {
            wait = Math.min(wait, untilDeadline(places.getFirst(), now));
        }
        if (wait < Long.MAX_VALUE) {
            alarm = timer.schedule(this::goOn, Math.max(wait, 0));
        }
    }

    private long untilDeadline(Waiting waiting, long now) {
        return waiting.since() + timeout - now;
    }
}
