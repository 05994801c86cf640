package dev.postern.transport;

import dev.postern.api.Counter;
import dev.postern.http.BodyReader;
import dev.postern.http.Exchange;
import dev.postern.protocol.MalformedBatchException;
import dev.postern.protocol.MessageDecoder;
import dev.postern.session.Inlet;
import dev.postern.session.LiveSession;
import dev.postern.session.SessionTimers;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A body of messages on its way into a session. Decoded as a stream and handed over in batches: a
 * body up to {@link #BATCH} is taken whole or not at all; of a larger one that breaks, the batches
 * before the break have been taken. While the session takes no more the body is not read.
 */
final class Upload implements BodyReader, Inlet {

    /** Characters of decoded text, {@link #PER_MESSAGE} more for each message. */
    private static final int BATCH = 64 << 10;

    /** A body of nothing but empty messages is cut into batches too. */
    private static final int PER_MESSAGE = 16;

    /** One byte a second must not hold a connection for hours. */
    private static final Duration MAX_DURATION = Duration.ofSeconds(60);

    private final TransportContext context;
    private final Exchange exchange;
    private final LiveSession session;
    private final boolean jsonp;
    private final MessageDecoder decoder;
    private final AtomicBoolean answered = new AtomicBoolean();
    private List<String> batch = new ArrayList<>();
    private int batchSize;

    /** How many messages were handed over, and what this is known by since the first was. */
    private int handedOver;

    private long mark;
    private volatile boolean complete;

    /** While the session is slow to take a batch the client is not. */
    private volatile boolean held;

    private volatile SessionTimers.@Nullable Timer deadline;

    Upload(TransportContext context, Exchange exchange, LiveSession session, boolean jsonp) {
        this.context = context;
        this.exchange = exchange;
        this.session = session;
        this.jsonp = jsonp;
        this.decoder = new MessageDecoder(context.limits().maxMessage(), false);
    }

    /** Called once the reading has begun: a body that came with its head needs no timer. */
    void expectEnd() {
        if (!complete && !answered.get()) {
            deadline = context.timers().after(MAX_DURATION.toNanos(), this::tooSlow);
        }
    }

    @Override
    public boolean onChunk(ByteBuffer chunk) {
        try {
            feed(chunk);
        } catch (MalformedBatchException e) {
            refuse(e);
            return false;
        }
        return proceed();
    }

    void feed(ByteBuffer chunk) throws MalformedBatchException {
        decoder.feed(chunk);
        for (String text : decoder.take()) {
            batch.add(text);
            batchSize += text.length() + PER_MESSAGE;
        }
    }

    /** Whether to go on reading at once. */
    boolean proceed() {
        if (answered.get()) {
            return false;
        }
        if (batchSize < BATCH) {
            return true;
        }
        handOver();
        return false;
    }

    @Override
    public void onEnd() {
        try {
            decoder.end();
        } catch (MalformedBatchException e) {
            refuse(e);
            return;
        }
        complete = true;
        if (batch.isEmpty()) {
            accepted();
        } else {
            handOver();
        }
    }

    private void handOver() {
        List<String> texts = batch;
        batch = new ArrayList<>();
        batchSize = 0;
        context.counters().add(Counter.BATCHES_RECEIVED);
        held = true;
        if (handedOver == 0) {
            mark = mark(texts);
        }
        int from = handedOver;
        handedOver += texts.size();
        session.receiveUpload(texts, mark, from, this);
    }

    /** A body of less than a batch is complete with its first one, however it is cut into pieces; no other is. */
    private long mark(List<String> texts) {
        if (jsonp) {
            return 0;
        }
        return complete
                ? Resend.ofAll(exchange.query(), texts)
                : Resend.ofBegun(exchange.query(), exchange.header("Content-Length"), texts.get(0));
    }

    @Override
    public void onFailure(Throwable cause) {
        if (answerOnce()) {
            context.counters().add(Counter.BODY_BROKEN_OFF);
            exchange.abort();
        }
    }

    @Override
    public void accepted() {
        held = false;
        if (!complete) {
            exchange.readOn();
        } else if (answerOnce()) {
            if (jsonp) {
                // Konqueror did strange things on a 204 (SockJS protocol, jsonp_send).
                Answers.sessionText(exchange, 200, "ok", context.cookieNeeded());
            } else {
                Answers.noContent(exchange, context.cookieNeeded());
            }
        }
    }

    @Override
    public void unknownSession() {
        if (answerOnce()) {
            context.counters().add(Counter.UNKNOWN_SESSION);
            Answers.notFound(exchange);
        }
    }

    @Override
    public boolean needsAnswer() {
        return true;
    }

    void refuse(MalformedBatchException why) {
        if (answerOnce()) {
            context.counters().add(BadBatches.counter(why.kind()));
            int status = why.kind() == MalformedBatchException.Kind.TOO_BIG ? 413 : 500;
            Answers.sessionText(exchange, status, why.getMessage() + "\n", context.cookieNeeded());
        }
    }

    private void tooSlow() {
        if (held) {
            expectEnd();
        } else if (!complete && answerOnce()) {
            context.counters().add(Counter.BODY_BROKEN_OFF);
            exchange.abort();
        }
    }

    private boolean answerOnce() {
        SessionTimers.Timer timer = deadline;
        if (timer != null) {
            timer.cancel();
        }
        return answered.compareAndSet(false, true);
    }
}
