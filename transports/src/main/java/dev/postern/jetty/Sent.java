package dev.postern.jetty;

import dev.postern.http.Completion;

import org.eclipse.jetty.util.Callback;

/** A frame on its way out. */
final class Sent implements Callback {

    private final int bytes;
    private final Completion done;
    private volatile boolean over;

    Sent(int bytes, Completion done) {
        this.bytes = bytes;
        this.done = done;
    }

    int bytes() {
        return bytes;
    }

    boolean isOver() {
        return over;
    }

    @Override
    public void succeeded() {
        over = true;
        done.succeeded();
    }

    @Override
    public void failed(Throwable cause) {
        over = true;
        done.failed(cause);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** Runs {@code action} however the write ends. */
    static Completion whenOver(Runnable action) {
        return new Completion() {
            @Override
            public void succeeded() {
                action.run();
            }

            @Override
            public void failed(Throwable cause) {
                action.run();
            }
        };
    }
}
