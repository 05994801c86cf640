package dev.postern.transport;

import dev.postern.api.CloseStatus;
import dev.postern.api.Counter;
import dev.postern.api.Handshake;
import dev.postern.http.Completion;
import dev.postern.http.WebSocketChannel;
import dev.postern.protocol.Frame;
import dev.postern.protocol.MalformedBatchException;
import dev.postern.protocol.MessageDecoder;
import dev.postern.session.LiveSession;
import dev.postern.session.ReceiverTraits;
import dev.postern.session.SessionRegistry.Lookup;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A WebSocket that carries SockJS frames. It is read from {@code o} on: a client that leaves before is
 * noticed then, within the limits' {@code openHold}.
 */
final class FramedSocket extends SocketEnd {

    private final TransportContext context;

    /** Until the socket is open; then it is the session's. */
    private @Nullable Handshake handshake;

    private volatile @Nullable LiveSession session;

    FramedSocket(TransportContext context, Handshake handshake) {
        this.context = context;
        this.handshake = handshake;
    }

    // The socket

    @Override
    public void onOpen(WebSocketChannel opened) {
        channel = opened;
        Handshake asked = handshake;
        handshake = null;
        if (asked == null) {
            opened.abort();
            return;
        }
        Lookup lookup = context.sessions().openWebSocket(asked);
        if (lookup instanceof Lookup.Here here) {
            session = here.session();
            context.counters().add(Counter.RECEIVERS_ATTACHED);
            here.session().attach(this);
        } else {
            CloseStatus why =
                    lookup instanceof Lookup.Over over ? over.status() : CloseStatus.FORBIDDEN;
            farewell(opened, new Frame.Close(why.code(), why.reason()), Completion.IGNORED);
        }
    }

    /** What came in one read is one batch, whatever the number of frames. */
    @Override
    public void onTexts(List<String> frames) {
        List<String> messages = List.of();
        MalformedBatchException flaw = null;
        for (String frame : frames) {
            try {
                messages = joined(
                        messages,
                        MessageDecoder.decodeText(frame, context.limits().maxMessage()));
            } catch (MalformedBatchException e) {
                flaw = e;
                break;
            }
        }
        if (!messages.isEmpty() && session != null) {
            context.counters().add(Counter.BATCHES_RECEIVED);
            session.receiveTexts(messages, this);
        } else if (flaw == null) {
            accepted();
        }
        if (flaw != null) {
            malformed(flaw);
        }
    }

    private static List<String> joined(List<String> one, List<String> other) {
        if (one.isEmpty()) {
            return other;
        }
        List<String> both = one instanceof ArrayList<String> ? one : new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private void malformed(MalformedBatchException e) {
        context.counters().add(BadBatches.counter(e.kind()));
        if (session == null || channel == null) {
            return;
        }
        if (e.kind() == MalformedBatchException.Kind.TOO_BIG) {
            session.limitExceeded(CloseStatus.TOO_BIG);
        } else {
            // SockJS: the server must abruptly terminate the connection.
            session.aborted(this);
            channel.abort();
        }
    }

    @Override
    public void onBinary(ByteBuffer data) {
        if (session != null) {
            session.limitExceeded(CloseStatus.BINARY_UNSUPPORTED);
        }
    }

    /** sockjs-client closes without a code: that page has left. */
    @Override
    public void onClose(int code, String reason) {
        if (session != null) {
            session.closedByClient(
                    code == 1005 ? CloseStatus.GOING_AWAY : CloseStatus.relayed(code, reason));
        }
    }

    @Override
    public void onAbort(Throwable cause) {
        if (session != null) {
            context.counters().add(Counter.RECEIVERS_ABORTED);
            session.aborted(this);
        }
    }

    // The session's receiver

    @Override
    public ReceiverTraits traits() {
        return ReceiverTraits.WEBSOCKET;
    }

    @Override
    public void write(Frame frame, boolean last) {
        WebSocketChannel to = channel;
        if (to == null) {
            return;
        }
        Completion done = reportOf(frame);
        if (frame instanceof Frame.Close close) {
            farewell(to, close, done);
            return;
        }
        to.sendText(FrameFormat.WEBSOCKET.encode(frame), false, done);
        if (frame instanceof Frame.Open) {
            to.demand();
        }
    }

    private static void farewell(WebSocketChannel to, Frame.Close close, Completion done) {
        to.sendText(FrameFormat.WEBSOCKET.encode(close), true, done);
        to.close(CloseCodes.sendable(close.code()), close.reason());
    }

    private Completion reportOf(Frame frame) {
        return new Completion() {
            @Override
            public void succeeded() {
                if (session != null) {
                    session.writeDone(FramedSocket.this);
                }
            }

            @Override
            public void failed(Throwable cause) {
                if (session != null) {
                    session.writeFailed(FramedSocket.this, frame);
                }
            }
        };
    }
}
