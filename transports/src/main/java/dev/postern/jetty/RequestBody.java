package dev.postern.jetty;

import dev.postern.api.Turn;
import dev.postern.http.BodyReader;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Invocable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Feeds a request's body to its reader: what has arrived at once, in a loop; the rest as it comes.
 * One thread at a time feeds; whoever asks to go on while one does leaves it to that one.
 */
final class RequestBody implements Invocable.Task {

    private static final Logger LOG = LoggerFactory.getLogger(RequestBody.class);

    private enum Pace {
        FEEDING,
        RESTING,
        /** Asked to go on before the reader had answered that it wants a rest. */
        GO_ON
    }

    private final Request request;
    private final BodyReader reader;
    private final Runnable abort;
    private final AtomicReference<Pace> pace = new AtomicReference<>(Pace.FEEDING);

    /** The last chunk has been fed, and the reader wants a rest before it hears of the end. */
    private boolean atEnd;

    /** @param abort what to do if the reader throws */
    RequestBody(Request request, BodyReader reader, Runnable abort) {
        this.request = request;
        this.reader = reader;
        this.abort = abort;
    }

    void read() {
        Turn.run(this::feed);
    }

    void readOn() {
        if (pace.compareAndSet(Pace.FEEDING, Pace.GO_ON)) {
            return;
        }
        if (pace.compareAndSet(Pace.RESTING, Pace.FEEDING)) {
            read();
        }
    }

    /** More has arrived. */
    @Override
    public void run() {
        read();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    private void feed() {
        try {
            while (step()) {
                // on and on, rather than by recursion
            }
        } catch (RuntimeException e) {
            LOG.error("A request's body could not be handled", e);
            abort.run();
        }
    }

    /** @return whether there may be more at once */
    private boolean step() {
        if (atEnd) {
            reader.onEnd();
            return false;
        }
        Content.Chunk chunk = request.read();
        if (chunk == null) {
            awaitMore();
            return false;
        }
        if (Content.Chunk.isFailure(chunk)) {
            reader.onFailure(chunk.getFailure());
            return false;
        }
        atEnd = chunk.isLast();
        boolean goOn;
        try {
            pace.set(Pace.FEEDING);
            goOn = !chunk.hasRemaining() || reader.onChunk(chunk.getByteBuffer());
        } finally {
            chunk.release();
        }
        return goOn || !pace.compareAndSet(Pace.FEEDING, Pace.RESTING);
    }

    private void awaitMore() {
        try {
            request.demand(this);
        } catch (IllegalStateException e) {
            // Jetty lets go of a request that was aborted, and then refuses this.
            reader.onFailure(e);
        }
    }
}
