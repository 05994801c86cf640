package dev.postern.gateway.stomp.relay;

import dev.postern.stomp.HeartBeat;

import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Heart-beats between a session's connection and its broker (STOMP 1.2, "Heart-beating"): one timer,
 * set anew when it rings. Thread-safe.
 */
final class BrokerHeartBeats {

    /** What to do when something is due; called with no lock held. */
    interface Listener {

        void beat();

        void silent(Duration since);
    }

    /** Periods without a byte after which a broker is taken for dead: networks are late. */
    private static final int SILENT_PERIODS = 3;

    /** Ours are to be there before they are missed. */
    private static final double EARLY = 0.8;

    private final ConnectQueue.Timer timer;
    private final LongSupplier clock;
    private final Listener listener;

    private volatile long lastSent;
    private volatile long lastHeard;

    private long outgoing;
    private long incoming;
    private boolean over;
    private Scheduler.@Nullable Task alarm;

    /** @param clock as {@link System#nanoTime()} */
    BrokerHeartBeats(ConnectQueue.Timer timer, LongSupplier clock, Listener listener) {
        this.timer = timer;
        this.clock = clock;
        this.listener = listener;
    }

    void sent() {
        lastSent = clock.getAsLong();
    }

    void heard() {
        lastHeard = clock.getAsLong();
    }

    /** Both sides have said what they can do and what they want. */
    synchronized void begin(HeartBeat ours, HeartBeat brokers) {
        outgoing = (long) (Duration.ofMillis(ours.towards(brokers)).toNanos() * EARLY);
        incoming = Duration.ofMillis(brokers.towards(ours)).toNanos() * SILENT_PERIODS;
        sent();
        heard();
        setAlarm();
    }

    synchronized void end() {
        over = true;
        if (alarm != null) {
            alarm.cancel();
        }
    }

    private void setAlarm() {
        long now = clock.getAsLong();
        long wait = Long.MAX_VALUE;
        if (outgoing > 0) {
            wait = lastSent + outgoing - now;
        }
        if (incoming > 0) {
            wait = Math.min(wait, lastHeard + incoming - now);
        }
        if (!over && wait < Long.MAX_VALUE) {
            alarm = timer.schedule(this::ring, Math.max(0, wait));
        }
    }

    private void ring() {
        boolean beat;
        boolean silent;
        synchronized (this) {
            if (over) {
                return;
            }
            long now = clock.getAsLong();
            beat = outgoing > 0 && now - lastSent >= outgoing;
            silent = incoming > 0 && now - lastHeard >= incoming;
            if (beat) {
                sent();
            }
            if (silent) {
                // The listener may know that nobody was listening.
                heard();
            }
            setAlarm();
        }
        if (silent) {
            listener.silent(Duration.ofNanos(incoming));
        }
        if (beat) {
            listener.beat();
        }
    }
}
