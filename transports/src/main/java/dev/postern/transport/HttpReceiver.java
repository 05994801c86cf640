package dev.postern.transport;

import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.ResponseHead;
import dev.postern.protocol.Frame;
import dev.postern.session.LiveSession;
import dev.postern.session.Receiver;
import dev.postern.session.ReceiverTraits;

import org.jspecify.annotations.Nullable;

/** An HTTP response as a session's receiver: one frame and done (polling), or frame after frame. */
final class HttpReceiver implements Receiver {

    private final LiveSession session;
    private final Exchange exchange;
    private final ResponseHead head;
    private final FrameFormat format;
    private final ReceiverTraits traits;

    /** Streaming only: guards what was handed over while the prelude was on its way. */
    private final Object lock = new Object();

    private boolean begun;
    private @Nullable Frame waiting;
    private boolean waitingIsLast;

    HttpReceiver(
            LiveSession session,
            Exchange exchange,
            ResponseHead head,
            FrameFormat format,
            ReceiverTraits traits) {
        this.session = session;
        this.exchange = exchange;
        this.head = head;
        this.format = format;
        this.traits = traits;
    }

    void start() {
        if (!traits.singleFrame()) {
            exchange.begin(head);
            exchange.write(format.prelude(), false, new Completion() {
                @Override
                public void succeeded() {
                    preludeWritten();
                }

                @Override
                public void failed(Throwable cause) {
                    session.aborted(HttpReceiver.this);
                }
            });
        }
        session.attach(this);
        // After the session knows this receiver, and often not at all: a poll that found something
        // is answered.
        exchange.onClientGone(() -> session.aborted(this));
    }

    @Override
    public ReceiverTraits traits() {
        return traits;
    }

    @Override
    public void write(Frame frame, boolean last) {
        if (traits.singleFrame()) {
            exchange.respond(head, format.encode(frame), reportTo(frame));
            return;
        }
        synchronized (lock) {
            if (!begun) {
                waiting = frame;
                waitingIsLast = last;
                return;
            }
        }
        exchange.write(format.encode(frame), last, reportTo(frame));
    }

    @Override
    public void abort() {
        exchange.abort();
    }

    private void preludeWritten() {
        Frame frame;
        boolean last;
        synchronized (lock) {
            begun = true;
            frame = waiting;
            last = waitingIsLast;
            waiting = null;
        }
        if (frame != null) {
            exchange.write(format.encode(frame), last, reportTo(frame));
        }
    }

    private Completion reportTo(Frame frame) {
        return new Completion() {
            @Override
            public void succeeded() {
                session.writeDone(HttpReceiver.this);
            }

            @Override
            public void failed(Throwable cause) {
                session.writeFailed(HttpReceiver.this, frame);
            }
        };
    }
}
