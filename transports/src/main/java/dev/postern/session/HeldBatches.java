package dev.postern.session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * What the client sent while the backend could not be told, and the inlets that wait for room. An
 * idle session has neither.
 */
final class HeldBatches {

    private record Waiting(Inlet inlet, long due) {}

    private final ArrayDeque<ClientBatch> batches = new ArrayDeque<>(2);
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(2);
    private int bytes;

    boolean isEmpty() {
        return batches.isEmpty();
    }

    int bytes() {
        return bytes;
    }

    void add(ClientBatch batch) {
        batches.add(batch);
        bytes += batch.size();
    }

    @Nullable
    ClientBatch next() {
        ClientBatch batch = batches.poll();
        if (batch != null) {
            bytes -= batch.size();
        }
        return batch;
    }

    void await(Inlet inlet, long due) {
        waiting.add(new Waiting(inlet, due));
    }

    boolean isAwaited() {
        return !waiting.isEmpty();
    }

    /** Answers every inlet that waits. */
    void releaseAll(Consumer<Inlet> accept) {
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            accept.accept(next.inlet);
        }
    }

    /** Answers those whose time has come. */
    void releaseDue(long now, Consumer<Inlet> accept) {
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting next = each.next();
            if (next.inlet.needsAnswer() && next.due <= now) {
                each.remove();
                accept.accept(next.inlet);
            }
        }
    }

    /** When the first answer falls due, or {@code otherwise} if that is earlier. */
    long nextDue(long otherwise) {
        long earliest = otherwise;
        for (Waiting next : waiting) {
            if (next.inlet.needsAnswer() && next.due < earliest) {
                earliest = next.due;
            }
        }
        return earliest;
    }
}
