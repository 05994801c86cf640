package dev.postern.it.backend;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Session;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The application as a backend of the library, of the kind that blocks. */
final class OwnApplication implements Backend {

    private final Application application;

    OwnApplication(Application application) {
        this.application = application;
    }

    /** What a query {@code k=key} says. */
    static String key(String query) {
        return query.substring("k=".length());
    }

    @Override
    public void connect(Session session, Connecting connecting) {
        String key = key(session.handshake().query());
        if (key.startsWith(ApplicationContract.REFUSED)) {
            connecting.refuse(CloseStatus.FORBIDDEN);
        } else {
            connecting.accept(new Connection(application, session, key));
        }
    }

    private static final class Connection implements BackendConnection, Application.Peer {

        private final Application application;
        private final Session session;
        private final String key;
        private boolean over;

        Connection(Application application, Session session, String key) {
            this.application = application;
            this.session = session;
            this.key = key;
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public void send(String text) throws IOException {
            session.send(text);
            awaitRoom();
        }

        private synchronized void awaitRoom() throws IOException {
            try {
                while (!over && !session.isWritable()) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            if (over) {
                throw new IOException("the session is over");
            }
        }

        @Override
        public void close(int code, String reason) {
            session.close(new CloseStatus(code, reason));
        }

        @Override
        public void onText(String text) {
            try {
                application.hears(this, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public synchronized void unblock(boolean isOver) {
            over |= isOver;
            notifyAll();
        }

        @Override
        public void onClose(CloseStatus status) {
            application.ended(key, status.code());
        }
    }
}
