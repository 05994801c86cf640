package dev.postern.session;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * How much is queued towards one client, counted at the door, where a sender can still be told to
 * stop; and who was told to, so that the last of them is told to go on. Thread-safe, lock-free.
 */
final class SendWindow {

    private static final AtomicIntegerFieldUpdater<SendWindow> QUEUED =
            AtomicIntegerFieldUpdater.newUpdater(SendWindow.class, "queued");
    private static final AtomicIntegerFieldUpdater<SendWindow> WAITS =
            AtomicIntegerFieldUpdater.newUpdater(SendWindow.class, "waits");
    private static final AtomicIntegerFieldUpdater<SendWindow> WOKEN =
            AtomicIntegerFieldUpdater.newUpdater(SendWindow.class, "woken");

    private final int highMark;
    private final int limit;

    private volatile int queued;

    /** Numbers the sends that were told to wait. */
    private volatile int waits;

    /** The number of the last of them that has been told to go on. */
    private volatile int woken;

    SendWindow(SessionPolicy policy) {
        this.highMark = policy.sendHighMark();
        this.limit = policy.sendLimit();
    }

    /** What a sender may do next. */
    enum Room {
        /** Go on. */
        ENOUGH,
        /** Go on, but see to others who wait: it drained before anyone could see that they do. */
        ENOUGH_AGAIN,
        /** Wait to be told. */
        NONE
    }

    /** Counts a message that wants in; false if it goes over the hard limit, and is not counted. */
    boolean enter(int size) {
        int total = QUEUED.addAndGet(this, size);
        // One message may be larger than the limit, once quoted; a queue of them may not.
        if (total > limit && total > size) {
            QUEUED.addAndGet(this, -size);
            return false;
        }
        return true;
    }

    /** To be asked after {@link #enter}, once the message is queued. */
    Room room() {
        if (queued <= highMark) {
            return Room.ENOUGH;
        }
        int wait = WAITS.incrementAndGet(this);
        if (queued > highMark / 2) {
            return Room.NONE;
        }
        return WOKEN.compareAndSet(this, wait - 1, wait) ? Room.ENOUGH : Room.ENOUGH_AGAIN;
    }

    void leave(int size) {
        QUEUED.addAndGet(this, -size);
    }

    boolean isOpen() {
        return queued <= highMark;
    }

    /** Whether a sender that waits is to be told to go on; answers so once for all that wait now. */
    boolean wake() {
        int seen = woken;
        while (seen != waits && queued <= highMark / 2) {
            if (WOKEN.compareAndSet(this, seen, waits)) {
                return true;
            }
            seen = woken;
        }
        return false;
    }
}
