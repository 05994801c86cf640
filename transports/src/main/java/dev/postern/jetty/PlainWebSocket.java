package dev.postern.jetty;

import dev.postern.api.Turn;
import dev.postern.http.Completion;
import dev.postern.http.WebSocketChannel;
import dev.postern.http.WebSocketListener;
import dev.postern.jetty.MessageAssembly.Flaw;

import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A WebSocket without extensions (RFC 6455), straight on Jetty's EndPoint: connection and channel in
 * one object, for there may be very many. {@link IncomingMessages} takes apart what is read, {@link
 * OutgoingFrames} writes; the closing handshake is here. It is either end's: after the opening handshake
 * they differ in who masks, and in who notices a peer that takes no bytes. docs/adr/0006 tells why this is not Jetty's own connection.
 *
 * <p>One read makes one {@link Turn}, on the selector's thread; its texts are told at once. Then the
 * connection waits until it is readable again, so that a peer that floods starves nobody. While nothing
 * is demanded nothing is read, neither PONG nor Close nor the connection's end: a peer that vanishes
 * meanwhile is noticed when a message or PING to it cannot be written.
 */
final class PlainWebSocket extends AbstractConnection
        implements Connection.UpgradeTo,
                WebSocketChannel,
                IncomingMessages.Sink,
                Callback,
                Runnable {

    /** How long the peer may take over its part of the closing (RFC 6455 §7.1.1) before it is cut. */
    private static final long CLOSING_SECONDS = 5;

    private static final AtomicIntegerFieldUpdater<PlainWebSocket> WANTED =
            AtomicIntegerFieldUpdater.newUpdater(PlainWebSocket.class, "wanted");
    private static final AtomicIntegerFieldUpdater<PlainWebSocket> CLOSING =
            AtomicIntegerFieldUpdater.newUpdater(PlainWebSocket.class, "closing");

    private final SerialListener listener;
    private final Scheduler scheduler;
    private final IncomingMessages incoming;
    private final OutgoingFrames outgoing;

    /** Calls demanded less calls made. Who raises it above 0 sets off the reading, who lowers it again stops. One more until it is open. */
    @SuppressWarnings("UnusedVariable") // read and written by WANTED
    private volatile int wanted = 1;

    /** Not 0 once our Close frame is on its way: messages that still come are dropped. */
    private volatile int closing;

    private volatile boolean closeWritten;

    /** No frame is read any more: the peer has closed, or broken the rules. What comes is dropped. */
    private volatile boolean deaf;

    private volatile boolean heard;
    private volatile boolean pinging;
    private volatile Scheduler.@Nullable Task cut;

    // Touched by who reads

    /** What came in one piece with the opening handshake. */
    private @Nullable ByteBuffer early;

    /** There from the first PING on. */
    private @Nullable Pongs pongs;

    /**
     * A connection over {@code endPoint}, which was an HTTP connection's until now.
     *
     * @param own a client's user ends the connection where the peer takes no bytes; for a server's that
     *     is done here
     */
    PlainWebSocket(
            EndPoint endPoint,
            Executor executor,
            Scheduler scheduler,
            End own,
            int maxMessage,
            WebSocketListener listener) {
        super(endPoint, executor);
        this.listener = new SerialListener(listener);
        this.scheduler = scheduler;
        this.incoming = new IncomingMessages(this, own.other(), maxMessage);
        this.outgoing = new OutgoingFrames(endPoint, own, own == End.SERVER ? scheduler : null);
    }

    // The channel

    @Override
    public void sendText(ByteBuffer utf8, boolean more, Completion done) {
        outgoing.send(OpCode.TEXT, utf8, more, done);
    }

    @Override
    public void sendBinary(ByteBuffer data, boolean more, Completion done) {
        outgoing.send(OpCode.BINARY, data, more, done);
    }

    @Override
    public void flush() {
        outgoing.flush();
    }

    @Override
    public void ping() {
        // One at a time: a peer that takes none must not find a thousand of them later.
        if (!pinging) {
            pinging = true;
            outgoing.send(
                    OpCode.PING,
                    BufferUtil.EMPTY_BUFFER,
                    false,
                    Sent.whenOver(() -> pinging = false));
        }
    }

    @Override
    public boolean heard() {
        boolean was = heard;
        heard = false;
        return was;
    }

    @Override
    public void demand() {
        if (WANTED.getAndIncrement(this) == 0) {
            readOn();
        }
    }

    @Override
    public void close(int code, String reason) {
        if (sendClose(
                code == CloseStatus.NO_CODE
                        ? BufferUtil.EMPTY_BUFFER
                        : CloseStatus.asPayloadBuffer(code, reason))) {
            // The answer has to be read, whether or not anyone wants messages.
            demand();
        }
    }

    @Override
    public void abort() {
        getEndPoint().close();
    }

    // The connection

    @Override
    public void onUpgradeTo(ByteBuffer buffer) {
        early = BufferUtil.copy(buffer);
        BufferUtil.clear(buffer);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        // Sessions own time.
        getEndPoint().setIdleTimeout(0);
        Turn.run(() -> {
            if (!listener.open(this)) {
                close(CloseStatus.SERVER_ERROR, "");
            }
        });
        if (WANTED.decrementAndGet(this) > 0) {
            readOn();
        }
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        Scheduler.Task task = cut;
        if (task != null) {
            task.cancel();
        }
        Throwable why = cause == null ? new ClosedChannelException() : cause;
        outgoing.fail(why);
        Turn.run(() -> listener.abort(why));
        super.onClose(cause);
    }

    /** The connection is readable. */
    @Override
    public void succeeded() {
        onFillable();
    }

    @Override
    public void failed(Throwable cause) {
        getEndPoint().close(cause);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public void onFillable() {
        Turn.run(this::read);
    }

    /** What came with the handshake is wanted now. */
    @Override
    public void run() {
        Turn.run(this::read);
    }

    private void readOn() {
        if (early == null) {
            fillInterested(this);
            return;
        }
        try {
            getExecutor().execute(this);
        } catch (RejectedExecutionException e) {
            getEndPoint().close(e);
        }
    }

    private void read() {
        ByteBuffer bytes = early;
        early = null;
        if (bytes == null) {
            bytes = IoBuffers.input();
            if (!fill(bytes)) {
                return;
            }
        }
        if (bytes.hasRemaining() && !heard) {
            heard = true;
        }
        int calls = incoming.take(bytes);
        // Whoever asks while this goes on adds to what is wanted and leaves the reading to us.
        if (calls == 0 || deaf || WANTED.addAndGet(this, -calls) > 0) {
            fillInterested(this);
        }
    }

    private boolean fill(ByteBuffer bytes) {
        try {
            if (getEndPoint().fill(bytes) >= 0) {
                return true;
            }
            getEndPoint()
                    .close(deaf ? null : new EofException("The peer left without a Close frame"));
        } catch (IOException e) {
            getEndPoint().close(e);
        }
        return false;
    }

    // What the bytes amount to

    @Override
    public void texts(List<String> texts) {
        well(listener.texts(texts));
    }

    @Override
    public void binary(ByteBuffer data) {
        well(listener.binary(data));
    }

    private void well(boolean told) {
        if (!told) {
            close(CloseStatus.SERVER_ERROR, "");
        }
    }

    @Override
    public void pinged(ByteBuffer application) {
        if (pongs == null) {
            pongs = new Pongs((payload, done) -> outgoing.send(OpCode.PONG, payload, false, done));
        }
        pongs.answer(application);
    }

    @Override
    public void unfit(Flaw flaw) {
        close(flaw.code(), flaw.reason());
        listener.breach(flaw.code(), flaw.reason());
    }

    @Override
    public boolean wantsMessages() {
        return closing == 0;
    }

    // The end (RFC 6455 §7)

    @Override
    public void closeFrame(ByteBuffer payload) {
        deaf = true;
        ByteBuffer answer = BufferUtil.copy(payload);
        try {
            CloseStatus status = new CloseStatus(answer.slice());
            String reason = status.getReason();
            listener.close(status.getCode(), reason == null ? "" : reason);
            leave(answer);
        } catch (CloseException e) {
            refuse(e.getStatusCode(), "Invalid Close frame");
        }
    }

    @Override
    public void breach(String why) {
        deaf = true;
        refuse(CloseStatus.PROTOCOL, why);
    }

    private void refuse(int code, String reason) {
        listener.breach(code, reason);
        leave(CloseStatus.asPayloadBuffer(code, reason));
    }

    /** Says goodbye, unless that is said, and then nothing more; the end is the peer's to confirm. */
    private void leave(ByteBuffer payload) {
        if (!sendClose(payload) && closeWritten) {
            getEndPoint().shutdownOutput();
        }
    }

    private boolean sendClose(ByteBuffer payload) {
        if (!CLOSING.compareAndSet(this, 0, 1)) {
            return false;
        }
        outgoing.sendLast(OpCode.CLOSE, payload, Sent.whenOver(this::closeIsWritten));
        return true;
    }

    private void closeIsWritten() {
        closeWritten = true;
        cut = scheduler.schedule(this::abort, CLOSING_SECONDS, TimeUnit.SECONDS);
        if (deaf) {
            getEndPoint().shutdownOutput();
        }
        if (!getEndPoint().isOpen()) {
            cut.cancel();
        }
    }
}
