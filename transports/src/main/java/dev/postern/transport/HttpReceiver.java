package dev.postern.transport;

import dev.postern.api.Turn;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.ResponseHead;
import dev.postern.protocol.Frame;
import dev.postern.session.LiveSession;
import dev.postern.session.Receiver;
import dev.postern.session.ReceiverTraits;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** An HTTP response as a session's receiver: one frame and done (polling), or frame after frame. */
final class HttpReceiver implements Receiver {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final LiveSession session;
    private final Exchange exchange;
    private final ResponseHead head;
    private final FrameFormat format;
    private final ReceiverTraits traits;

    /** How far a streamed response has begun. */
    private enum Beginning {
        /** Head and prelude wait for the first frame. */
        WAITING,
        /** They are on their way alone. */
        SENDING,
        SENT
    }

    /** Streaming only: guards how it begins. */
    private final Object lock = new Object();

    private Beginning beginning = Beginning.WAITING;
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
        if (traits.singleFrame()) {
            session.attach(this);
        } else {
            exchange.begin(head, format.prelude());
            session.attach(this);
            // A client waits for it, but a frame of this turn takes it along.
            Turn.atEnd(this::sendPrelude);
        }
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
            if (beginning == Beginning.SENDING) {
                waiting = frame;
                waitingIsLast = last;
                return;
            }
            beginning = Beginning.SENT;
        }
        exchange.write(format.encode(frame), last, reportTo(frame));
    }

    @Override
    public void abort() {
        exchange.abort();
    }

    private void sendPrelude() {
        synchronized (lock) {
            if (beginning != Beginning.WAITING) {
                return;
            }
            beginning = Beginning.SENDING;
        }
        exchange.write(NOTHING.duplicate(), false, new Completion() {
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

    private void preludeWritten() {
        Frame frame;
        boolean last;
        synchronized (lock) {
            beginning = Beginning.SENT;
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
