package dev.postern.session;

import dev.postern.protocol.Message;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits to be written to the client, in order. Messages are numbered from 1; two marks say how
 * far they were {@link #written} and how far they are {@link #released} for good (plain SockJS has no
 * acknowledgement, so it moves both at once). Bounded by the session, which counts bytes at the door.
 */
final class SendQueue {

    /** A backing array that has grown larger than this is not kept by an idle session. */
    private static final int KEPT_CAPACITY = 64;

    private @Nullable ArrayDeque<Message> messages;
    private int peak;
    private long enqueued;
    private long written;
    private long released;

    boolean isEmpty() {
        return messages == null || messages.isEmpty();
    }

    void add(Message message) {
        if (messages == null) {
            messages = new ArrayDeque<>(2);
        }
        messages.add(message);
        peak = Math.max(peak, messages.size());
        enqueued++;
    }

    /**
     * Takes the messages of the next frame: as many as fit into {@code budget} bytes, and at least
     * one.
     */
    List<Message> take(long budget) {
        ArrayDeque<Message> queue = messages;
        if (queue == null || queue.isEmpty()) {
            throw new IllegalStateException("nothing is queued");
        }
        Message first = queue.remove();
        List<Message> taken;
        if (queue.isEmpty()) {
            taken = List.of(first);
        } else {
            taken = new ArrayList<>();
            taken.add(first);
            long left = budget - first.size();
            for (Message next = queue.peek();
                    next != null && next.size() < left;
                    next = queue.peek()) {
                taken.add(queue.remove());
                left -= next.size() + 1L;
            }
        }
        if (queue.isEmpty() && peak > KEPT_CAPACITY) {
            messages = null;
            peak = 0;
        }
        written += taken.size();
        released = written;
        return taken;
    }

    void clear() {
        messages = null;
        peak = 0;
        written = enqueued;
        released = enqueued;
    }

    /** The number of the last message that was handed to a receiver. */
    long written() {
        return written;
    }

    /** The number of the last message that will not be asked for again. */
    long released() {
        return released;
    }
}
