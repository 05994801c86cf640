package dev.postern.stomp;

import dev.postern.api.Session;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a client from being read while anybody wants that: its backend, or the gate. Thread-safe; one
 * thread at a time tells the session, and always what holds last.
 */
final class Hold {

    /** Who wants the client not to be read. */
    enum Holder {
        BACKEND(1),
        GATE(2);

        private final int bit;

        Holder(int bit) {
            this.bit = bit;
        }
    }

    private final Session session;
    private final HeartBeats heartBeats;
    private final AtomicInteger holders = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();

    /** Of whoever tells the session. */
    private boolean told;

    Hold(Session session, HeartBeats heartBeats) {
        this.session = session;
        this.heartBeats = heartBeats;
    }

    void pause(Holder who) {
        holders.getAndUpdate(present -> present | who.bit);
        settle();
    }

    void resume(Holder who) {
        holders.getAndUpdate(present -> present & ~who.bit);
        settle();
    }

    private void settle() {
        if (changes.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            tell(holders.get() != 0);
            seen = changes.addAndGet(-seen);
        } while (seen > 0);
    }

    private void tell(boolean held) {
        if (held == told) {
            return;
        }
        told = held;
        heartBeats.heldBack(held);
        if (held) {
            session.pause();
        } else {
            session.resume();
        }
    }
}
