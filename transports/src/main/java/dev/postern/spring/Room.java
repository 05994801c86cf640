package dev.postern.spring;

import dev.postern.api.Session;
import dev.postern.api.Turn;

import java.io.IOException;
import java.io.InterruptedIOException;

/** Where senders wait until their client has read on, or is gone. */
final class Room {

    private boolean over;

    synchronized boolean isOver() {
        return over;
    }

    synchronized void unblock(boolean end) {
        over |= end;
        notifyAll();
    }

    /** Waits until {@code session} has room; a session without progress ends, so this does too. */
    void await(Session session) throws IOException {
        if (Turn.isRunning()) {
            return;
        }
        synchronized (this) {
            try {
                while (!over && !session.isWritable()) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException)
                        new InterruptedIOException("interrupted while the client did not read")
                                .initCause(e);
            }
            if (over) {
                throw new SessionOverException("the session ended before its client had read on");
            }
        }
    }
}
