package dev.postern.api;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of work on one thread at whose end everything it queued is written, once for each
 * session it touched: a read batch, or a publisher's loop over many sessions.
 *
 * <pre>{@code
 * Turn.run(() -> sessions.forEach(session -> session.send(quote)));
 * }</pre>
 *
 * <p>This is where speed comes from: what costs is the socket write, not the message. Outside of a
 * turn every send is written at once. Turns nest; the outermost one writes.
 */
public final class Turn {

    private static final ThreadLocal<@Nullable Turn> CURRENT = new ThreadLocal<>();

    /** Left empty between turns, so that one list serves its thread for good. */
    private final List<Runnable> flushes = new ArrayList<>();

    private boolean running;

    private Turn() {}

    /**
     * Runs {@code work} as a turn of this thread; what it queued is written even if it throws, and
     * even if one of the writes does.
     */
    public static void run(Runnable work) {
        Turn turn = CURRENT.get();
        if (turn == null) {
            turn = new Turn();
            CURRENT.set(turn);
        }
        if (turn.running) {
            work.run();
            return;
        }
        turn.running = true;
        try {
            work.run();
        } finally {
            turn.end();
        }
    }

    /** Whether this thread is within a turn. */
    public static boolean isRunning() {
        Turn turn = CURRENT.get();
        return turn != null && turn.running;
    }

    /** Runs {@code flush} at the end of this thread's turn, or at once where there is none. */
    public static void atEnd(Runnable flush) {
        Turn turn = CURRENT.get();
        if (turn != null && turn.running) {
            turn.flushes.add(flush);
        } else {
            flush.run();
        }
    }

    /**
     * A flush may queue more of them (an answer to what it wrote), which belong to the same turn. One
     * that throws keeps none of the others from running: they are other sessions'.
     */
    private void end() {
        @Nullable Throwable first = null;
        for (int i = 0; i < flushes.size(); i++) {
            try {
                flushes.get(i).run();
            } catch (RuntimeException | Error e) {
                if (first == null) {
                    first = e;
                }
            }
        }
        flushes.clear();
        running = false;
        if (first instanceof RuntimeException e) {
            throw e;
        } else if (first instanceof Error e) {
            throw e;
        }
    }
}
