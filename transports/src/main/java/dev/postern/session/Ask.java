package dev.postern.session;

import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * The question put to a backend for one session, and its answer: the first that comes counts.
 * Thread-safe.
 */
public final class Ask implements Connecting {

    /** Who asks; hears one of these at most once, on the thread of the answer. */
    public interface Listener {

        /** The backend took the session; {@link Ask#connection()} is there. */
        void backendAccepted();

        /** The backend did not take the session. */
        void backendRefused(CloseStatus why);
    }

    private final Listener listener;
    private boolean answered;
    private boolean abandoned;
    private @Nullable Runnable cancel;
    private volatile @Nullable BackendConnection connection;
    private volatile @Nullable String subProtocol;

    /** A question of {@code listener}'s, to be handed to {@code Backend.connect}. */
    public Ask(Listener listener) {
        this.listener = listener;
    }

    /** The backend's end; null until it took the session. */
    public @Nullable BackendConnection connection() {
        return connection;
    }

    @Nullable
    String subProtocol() {
        return subProtocol;
    }

    @Override
    public void accept(BackendConnection accepted, @Nullable String chosenSubProtocol) {
        Objects.requireNonNull(accepted);
        if (!answer()) {
            return;
        }
        connection = accepted;
        subProtocol = chosenSubProtocol;
        listener.backendAccepted();
    }

    @Override
    public void refuse(CloseStatus why) {
        if (answer()) {
            listener.backendRefused(why);
        }
    }

    @Override
    public void onAbandoned(Runnable task) {
        synchronized (this) {
            if (answered) {
                return;
            }
            if (!abandoned) {
                cancel = task;
                return;
            }
        }
        task.run();
    }

    /** The session ended first. An answer that still comes is passed on, so that its connection hears of the end. */
    public void abandon() {
        @Nullable Runnable task;
        synchronized (this) {
            if (answered || abandoned) {
                return;
            }
            abandoned = true;
            task = cancel;
            cancel = null;
        }
        if (task != null) {
            task.run();
        }
    }

    private synchronized boolean answer() {
        if (answered) {
            return false;
        }
        answered = true;
        cancel = null;
        return true;
    }
}
