package dev.postern.session;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Session;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Consumer;

/**
 * A session's way to its backend: the question whether it takes the session, and all that it is told
 * afterwards. Foreign code, so whatever it throws ends the session and nothing else. Used by the session's
 * mailbox, but for {@link #subProtocol}.
 */
final class BackendLink {

    private static final Logger LOG = LoggerFactory.getLogger(BackendLink.class);

    private final Session session;
    private volatile @Nullable Ask ask;

    BackendLink(Session session) {
        this.session = session;
    }

    /** Asks it; once. */
    void ask(Backend backend, Ask.Listener listener) {
        Ask asking = new Ask(listener);
        ask = asking;
        try {
            backend.connect(session, asking);
        } catch (RuntimeException | Error e) {
            LOG.warn("The backend failed to answer a new session; it is refused with 1011", e);
            asking.refuse(CloseStatus.INTERNAL_ERROR);
        }
    }

    void cancelAsk() {
        Ask asked = ask;
        if (asked != null) {
            asked.abandon();
        }
    }

    /** What it chose; null before it answered, and if it chose none. From any thread. */
    @Nullable
    String subProtocol() {
        Ask asked = ask;
        return asked == null ? null : asked.subProtocol();
    }

    void deliver(ClientBatch batch) {
        if (batch instanceof ClientBatch.Texts texts) {
            tell(connection -> texts.texts().forEach(connection::onText));
        } else if (batch instanceof ClientBatch.Binary binary) {
            tell(connection -> connection.onBinary(binary.data()));
        }
    }

    /** Says it, if it took the session. */
    void tell(Consumer<BackendConnection> word) {
        Ask asked = ask;
        BackendConnection connection = asked == null ? null : asked.connection();
        if (connection == null) {
            return;
        }
        try {
            word.accept(connection);
        } catch (RuntimeException | Error e) {
            LOG.warn("The backend failed on a session's event; the session closes with 1011", e);
            session.close(CloseStatus.INTERNAL_ERROR);
        }
    }
}
