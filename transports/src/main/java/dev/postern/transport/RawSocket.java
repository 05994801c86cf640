package dev.postern.transport;

import dev.postern.api.CloseStatus;
import dev.postern.api.Counter;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.WebSocketChannel;
import dev.postern.http.WebSocketSettings;
import dev.postern.protocol.BinaryMessage;
import dev.postern.protocol.EncodedMessage;
import dev.postern.protocol.Frame;
import dev.postern.protocol.Message;
import dev.postern.session.LiveSession;
import dev.postern.session.ReceiverTraits;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A WebSocket that carries plain messages. To its session it is a receiver like any other: its open
 * frame is the 101, its close frame an HTTP status before that and a Close frame after.
 */
final class RawSocket extends SocketEnd {

    private final TransportContext context;
    private final LiveSession session;

    /** Until the upgrade. */
    private volatile @Nullable Exchange exchange;

    /** The session ended while the upgrade was on its way. */
    private volatile boolean cut;

    RawSocket(TransportContext context, Exchange exchange, LiveSession session) {
        this.context = context;
        this.exchange = exchange;
        this.session = session;
    }

    void start() {
        context.counters().add(Counter.RECEIVERS_ATTACHED);
        Exchange handshake = exchange;
        session.attach(this);
        if (handshake != null) {
            handshake.onClientGone(() -> session.aborted(this));
        }
    }

    // The session's receiver

    @Override
    public ReceiverTraits traits() {
        return ReceiverTraits.RAW_WEBSOCKET;
    }

    @Override
    public void write(Frame frame, boolean last) {
        if (frame instanceof Frame.Open) {
            upgrade();
        } else if (frame instanceof Frame.Messages messages) {
            send(messages);
        } else if (frame instanceof Frame.Close close) {
            close(close);
        }
    }

    private void upgrade() {
        Exchange from = exchange;
        if (from == null) {
            return;
        }
        exchange = null;
        from.upgrade(
                new WebSocketSettings(
                        subProtocol(), context.limits().maxMessage(), context.deflate()),
                this);
    }

    private @Nullable String subProtocol() {
        String chosen = session.subProtocol();
        List<String> offered = session.handshake().subProtocols();
        if (chosen != null) {
            return offered.contains(chosen) ? chosen : null;
        }
        return offered.stream()
                .filter(context.subProtocols()::contains)
                .findFirst()
                .orElse(null);
    }

    private void send(Frame.Messages frame) {
        WebSocketChannel to = channel;
        if (to == null) {
            session.writeFailed(this, frame);
            return;
        }
        int left = frame.messages().size();
        // One failure speaks for the frame; only the last message's success does.
        AtomicBoolean reported = new AtomicBoolean();
        for (Message message : frame.messages()) {
            left--;
            Completion done = new MessageWritten(frame, left == 0, reported);
            if (message instanceof EncodedMessage text) {
                to.sendText(ByteBuffer.wrap(text.utf8()), left > 0, done);
            } else if (message instanceof BinaryMessage binary) {
                to.sendBinary(binary.data().duplicate(), left > 0, done);
            }
        }
    }

    private final class MessageWritten implements Completion {
        private final Frame frame;
        private final boolean lastOfFrame;
        private final AtomicBoolean reported;

        MessageWritten(Frame frame, boolean lastOfFrame, AtomicBoolean reported) {
            this.frame = frame;
            this.lastOfFrame = lastOfFrame;
            this.reported = reported;
        }

        @Override
        public void succeeded() {
            if (lastOfFrame && reported.compareAndSet(false, true)) {
                session.writeDone(RawSocket.this);
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (reported.compareAndSet(false, true)) {
                session.writeFailed(RawSocket.this, frame);
            }
        }
    }

    private void close(Frame.Close close) {
        Exchange waiting = exchange;
        if (waiting != null) {
            exchange = null;
            UpgradeGate.refuse(waiting, new CloseStatus(close.code(), close.reason()));
        } else if (channel != null) {
            channel.close(CloseCodes.sendable(close.code()), close.reason());
        }
    }

    @Override
    public void abort() {
        cut = true;
        Exchange waiting = exchange;
        if (waiting != null) {
            waiting.abort();
        } else {
            super.abort();
        }
    }

    // The socket

    @Override
    public void onOpen(WebSocketChannel opened) {
        channel = opened;
        if (cut) {
            opened.abort();
            return;
        }
        session.writeDone(this);
        opened.demand();
    }

    @Override
    public void onTexts(List<String> texts) {
        context.counters().add(Counter.BATCHES_RECEIVED);
        session.receiveTexts(texts, this);
    }

    @Override
    public void onBinary(ByteBuffer data) {
        context.counters().add(Counter.BATCHES_RECEIVED);
        session.receiveBinary(data, this);
    }

    @Override
    public void onClose(int code, String reason) {
        session.closedByClient(CloseStatus.relayed(code, reason));
    }

    @Override
    public void onAbort(Throwable cause) {
        context.counters().add(Counter.RECEIVERS_ABORTED);
        session.aborted(this);
    }
}
