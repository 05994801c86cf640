package dev.postern.session;

import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** The question put to the backend for one session, and its answer: the first that comes counts. */
final class Ask implements Connecting {

    private final LiveSession session;
    private boolean answered;
    private boolean abandoned;
    private @Nullable Runnable cancel;
    private volatile @Nullable BackendConnection connection;
    private volatile @Nullable String subProtocol;

    Ask(LiveSession session) {
        this.session = session;
    }

    @Nullable
    BackendConnection connection() {
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
        session.forgetRequest();
        session.post(SessionEvent.BACKEND_OPENED);
    }

    @Override
    public void refuse(CloseStatus why) {
        if (answer()) {
            session.post(new SessionEvent.BackendRefused(why));
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
    void abandon() {
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
