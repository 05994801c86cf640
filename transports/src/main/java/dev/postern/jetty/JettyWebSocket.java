package dev.postern.jetty;

import dev.postern.http.Completion;
import dev.postern.http.WebSocketChannel;
import dev.postern.http.WebSocketListener;
import dev.postern.http.WebSocketSettings;
import dev.postern.jetty.MessageAssembly.Flaw;

import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One WebSocket on Jetty's core frames, for those with an extension. Jetty checks frames and their order (RFC 6455 §5) and answers a
 * breach with 1002; messages, their bounds and their UTF-8 are seen to here.
 *
 * <p>While nothing is demanded nothing is read, neither PONG nor Close nor the connection's end: a peer
 * that vanishes meanwhile is noticed when a message or PING to it cannot be written.
 */
final class JettyWebSocket implements WebSocketChannel, FrameHandler {

    /** How long the peer may take to answer a Close frame (RFC 6455 §7.1.1) before the connection is cut. */
    private static final long CLOSING_SECONDS = 5;

    private final SerialListener listener;
    private final Scheduler scheduler;
    private final MessageAssembly assembly;
    private final StalledWrites stalls;
    private final Pongs pongs = new Pongs(this::pong);

    /** Messages demanded and not yet delivered. Jetty is asked for frames while it isn't 0. */
    private final AtomicInteger wanted = new AtomicInteger();

    private final AtomicBoolean heard = new AtomicBoolean();
    private final AtomicBoolean pinging = new AtomicBoolean();

    /** Our Close frame is under way: what still comes is read, since the answer may be in it, and dropped. */
    private final AtomicBoolean closing = new AtomicBoolean();

    private volatile @Nullable CoreSession session;
    private volatile Scheduler.@Nullable Task cut;

    JettyWebSocket(WebSocketSettings settings, WebSocketListener listener, Scheduler scheduler) {
        this.listener = new SerialListener(listener);
        this.scheduler = scheduler;
        assembly = new MessageAssembly(settings.maxMessage());
        stalls = new StalledWrites(scheduler, this::abort);
    }

    @Override
    public void sendText(ByteBuffer utf8, boolean more, Completion done) {
        send(new Frame(OpCode.TEXT, utf8.slice()), more, done);
    }

    @Override
    public void sendBinary(ByteBuffer data, boolean more, Completion done) {
        send(new Frame(OpCode.BINARY, data.slice()), more, done);
    }

    @Override
    public void flush() {
        opened().flush(Callback.NOOP);
    }

    @Override
    public void ping() {
        if (pinging.compareAndSet(false, true)) {
            send(new Frame(OpCode.PING), false, Sent.whenOver(() -> pinging.set(false)));
        }
    }

    @Override
    public boolean heard() {
        return heard.getAndSet(false);
    }

    @Override
    public void demand() {
        if (wanted.getAndIncrement() == 0) {
            opened().demand();
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        send(new CloseFrame(code, reason), false, Sent.whenOver(this::awaitEnd));
        demand();
    }

    @Override
    public void abort() {
        opened().abort();
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        callback.succeeded();
        if (!listener.open(this)) {
            close(CloseStatus.SERVER_ERROR, "");
        }
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        if (!heard.get()) {
            heard.set(true);
        }
        switch (frame.getOpCode()) {
            case OpCode.CLOSE -> {
                CloseStatus status = CloseStatus.getCloseStatus(frame);
                listener.close(
                        status.getCode(), status.getReason() == null ? "" : status.getReason());
                // Jetty answers it, unless it is an answer, and ends the connection.
                callback.succeeded();
            }
            case OpCode.PING -> {
                pongs.answer(frame.getPayload());
                callback.succeeded();
                opened().demand();
            }
            case OpCode.PONG -> {
                callback.succeeded();
                opened().demand();
            }
            default -> onData(frame, callback);
        }
    }

    private void onData(Frame frame, Callback callback) {
        if (closing.get()) {
            callback.succeeded();
            opened().demand();
            return;
        }
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            assembly.begin(frame.getOpCode() == OpCode.TEXT);
        }
        ByteBuffer payload = frame.getPayload();
        boolean last = frame.isFin();
        Flaw flaw = assembly.add(payload == null ? BufferUtil.EMPTY_BUFFER : payload, last);
        callback.succeeded();
        if (flaw != null) {
            close(flaw.code(), flaw.reason());
            listener.breach(flaw.code(), flaw.reason());
        } else if (last) {
            deliver();
            if (wanted.decrementAndGet() == 0) {
                return;
            }
        }
        opened().demand();
    }

    private void deliver() {
        boolean well = assembly.isText()
                ? listener.text(assembly.takeText())
                : listener.binary(assembly.takeBinary());
        if (!well) {
            close(CloseStatus.SERVER_ERROR, "");
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        // onClosed follows, and knows the cause too.
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        Scheduler.Task task = cut;
        if (task != null) {
            task.cancel();
        }
        if (status.getCause() instanceof CloseException breach) {
            String reason = status.getReason();
            listener.breach(breach.getStatusCode(), reason == null ? "" : reason);
        } else {
            Throwable cause = status.getCause();
            listener.abort(cause == null ? new ClosedChannelException() : cause);
        }
        callback.succeeded();
    }

    private void awaitEnd() {
        if (!opened().isClosed()) {
            cut = scheduler.schedule(this::abort, CLOSING_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void pong(ByteBuffer application, Completion done) {
        send(new Frame(OpCode.PONG, application), false, done);
    }

    private void send(Frame frame, boolean more, Completion done) {
        Sent sent = new Sent(frame.getPayloadLength(), done);
        opened().sendFrame(frame, sent, more);
        if (!sent.isOver()) {
            stalls.watch(sent);
        }
    }

    private CoreSession opened() {
        CoreSession opened = session;
        if (opened == null) {
            throw new IllegalStateException("not open");
        }
        return opened;
    }
}
