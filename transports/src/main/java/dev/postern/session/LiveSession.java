package dev.postern.session;

import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Counter;
import dev.postern.api.Handshake;
import dev.postern.api.Session;
import dev.postern.api.Transport;
import dev.postern.api.Turn;
import dev.postern.protocol.BinaryMessage;
import dev.postern.protocol.EncodedMessage;
import dev.postern.protocol.Frame;
import dev.postern.protocol.Message;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A session in the world: runs its {@link SessionMachine} one event at a time and carries out what
 * each transition asks for. Thread-safe; nothing here blocks, and no lock is held when anything
 * foreign is called.
 */
public final class LiveSession extends Mailbox<SessionEvent> implements Session, Ask.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

    /** What a message of no length costs while it is queued, in bytes. */
    private static final int QUEUED_OVERHEAD = 64;

    private final SessionContext context;

    /** Replaced once, when the backend has answered; its fields are final, so any thread may see either. */
    private Handshake handshake;

    private final @Nullable String id;
    private final List<Effect> effects = new ArrayList<>(2);
    private final SessionMachine machine;
    private final Alarm alarm;
    private final SendWindow window;
    private final BackendLink backend = new BackendLink(this);

    /** Whether the client has been sent its close frame, or can never be. */
    private boolean told;

    /** Null until a request with messages came that would be known again. */
    private @Nullable TakenUpload taken;

    private volatile boolean over;

    /** The receiver whose peer may be asked whether it was heard. */
    private volatile @Nullable Receiver pinged;

    /** A session with an {@code id} is found by it; a WebSocket, which is its own session, has none. */
    LiveSession(SessionContext context, Handshake handshake, @Nullable String id) {
        this.context = context;
        this.handshake = handshake;
        this.id = id;
        this.machine = new SessionMachine(context.policy(), effects::add);
        this.alarm = new Alarm(context.timers(), this::ring);
        this.window = new SendWindow(context.policy());
    }

    // What transports tell

    /** A client asks to receive on {@code receiver}. */
    public void attach(Receiver receiver) {
        post(new SessionEvent.Attach(receiver));
    }

    /** {@code receiver} has written its frame. */
    public void writeDone(Receiver receiver) {
        post(new SessionEvent.WriteDone(receiver));
    }

    /** {@code receiver} could not write {@code frame}. */
    public void writeFailed(Receiver receiver, Frame frame) {
        post(new SessionEvent.WriteFailed(receiver, frame instanceof Frame.Messages));
    }

    /** The client of {@code receiver} left without a word. */
    public void aborted(Receiver receiver) {
        post(new SessionEvent.Aborted(receiver));
    }

    /** The client sent texts. {@code inlet} hears when they are accepted. */
    public void receiveTexts(List<String> texts, Inlet inlet) {
        post(new SessionEvent.ClientMessages(new ClientBatch.Texts(texts), inlet));
    }

    /**
     * The client sent texts in a request that it may repeat; then only what did not come the first time is taken.
     *
     * @param upload what the request is known by; 0 where nothing tells
     * @param from how many texts of the request came before these
     */
    public void receiveUpload(List<String> texts, long upload, int from, Inlet inlet) {
        post(new SessionEvent.ClientMessages(new ClientBatch.Texts(texts, upload, from), inlet));
    }

    /** The client sent bytes; raw WebSocket only. */
    public void receiveBinary(ByteBuffer data, Inlet inlet) {
        post(new SessionEvent.ClientMessages(new ClientBatch.Binary(data), inlet));
    }

    /** The client closed its WebSocket. */
    public void closedByClient(CloseStatus status) {
        post(new SessionEvent.ClientClosed(status));
    }

    /** The client went over a bound: it hears {@code status}; what is queued for it is dropped. */
    public void limitExceeded(CloseStatus status) {
        post(new SessionEvent.LimitExceeded(status));
    }

    /** The server is going away. */
    public void drain(CloseStatus status) {
        post(new SessionEvent.Drain(status));
    }

    /** The sub-protocol that the backend chose; null before it answered, and if it chose none. */
    public @Nullable String subProtocol() {
        return backend.subProtocol();
    }

    /** The backend has answered: what it could only have now goes. */
    void forgetRequest() {
        handshake = handshake.withoutAttributes();
    }

    // What the backend says

    @Override
    public Handshake handshake() {
        return handshake;
    }

    @Override
    public boolean send(EncodedMessage message) {
        return enqueue(message);
    }

    @Override
    public boolean sendBinary(ByteBuffer data) {
        if (handshake.transport() != Transport.RAW_WEBSOCKET) {
            close(CloseStatus.BINARY_UNSUPPORTED);
            return false;
        }
        return enqueue(new BinaryMessage(data));
    }

    private boolean enqueue(Message message) {
        if (over) {
            return false;
        }
        if (!window.enter(weight(message))) {
            post(new SessionEvent.LimitExceeded(CloseStatus.SLOW_CONSUMER));
            return false;
        }
        post(new SessionEvent.Send(message));
        return switch (window.room()) {
            case ENOUGH -> true;
            case ENOUGH_AGAIN -> {
                post(SessionEvent.FLUSH);
                yield true;
            }
            case NONE -> false;
        };
    }

    private static int weight(Message message) {
        return message.size() + QUEUED_OVERHEAD;
    }

    @Override
    public int maxMessage() {
        return context.policy().maxMessage();
    }

    @Override
    public boolean isWritable() {
        return !over && window.isOpen();
    }

    @Override
    public void pause() {
        post(SessionEvent.PAUSED);
    }

    @Override
    public void resume() {
        post(SessionEvent.RESUMED);
    }

    @Override
    public void close(CloseStatus status) {
        post(new SessionEvent.BackendClosed(status));
    }

    @Override
    public void backendAccepted() {
        forgetRequest();
        post(SessionEvent.BACKEND_OPENED);
    }

    @Override
    public void backendRefused(CloseStatus why) {
        post(new SessionEvent.BackendRefused(why));
    }

    // Running the machine

    @Override
    protected void handle(SessionEvent event) {
        machine.on(withoutRepeats(event), context.timers().now());
        for (int i = 0; i < effects.size(); i++) {
            try {
                carryOut(effects.get(i));
            } catch (RuntimeException | Error e) {
                LOG.error(
                        "A session could not carry out {}; it closes with 1011", effects.get(i), e);
                limitExceeded(CloseStatus.INTERNAL_ERROR);
            }
        }
        effects.clear();
    }

    @Override
    protected void settle() {
        wakeBackend();
        alarm.setFor(machine.nextDeadline());
    }

    private SessionEvent withoutRepeats(SessionEvent event) {
        if (!(event instanceof SessionEvent.ClientMessages messages)
                || !(messages.batch() instanceof ClientBatch.Texts texts)
                || texts.upload() == 0) {
            return event;
        }
        if (taken == null) {
            taken = new TakenUpload();
        }
        int known = taken.take(texts);
        return known == 0
                ? event
                : new SessionEvent.ClientMessages(texts.without(known), messages.inlet());
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Write write) {
            write(write.receiver(), write.frame(), write.last());
        } else if (effect instanceof Effect.RequestFlush) {
            Turn.atEnd(this::flush);
        } else if (effect instanceof Effect.Deliver deliver) {
            backend.deliver(deliver.batch());
            if (deliver.held()) {
                post(SessionEvent.DELIVERED);
            }
        } else if (effect instanceof Effect.Accept accept) {
            accept.inlet().accepted();
        } else if (effect instanceof Effect.Reject reject) {
            reject.inlet().unknownSession();
        } else if (effect instanceof Effect.Ping ping) {
            ping.receiver().ping();
        } else if (effect instanceof Effect.Abort abort) {
            abort.receiver().abort();
        } else if (effect instanceof Effect.AskBackend) {
            context.counters().add(Counter.SESSIONS_OPENED);
            backend.ask(context.backend(), this);
        } else if (effect instanceof Effect.CancelAsk) {
            backend.cancelAsk();
        } else if (effect instanceof Effect.CloseBackend close) {
            over = true;
            backend.tell(connection -> connection.onClose(close.status()));
        } else if (effect instanceof Effect.Remove remove) {
            over = true;
            alarm.cancel();
            tellRegistry();
            context.registry().removed(this, id, remove.status());
        }
    }

    private void flush() {
        post(SessionEvent.FLUSH);
    }

    private void write(Receiver to, Frame frame, boolean last) {
        // No other is kept: a response that is over must not outlive its session's wait for the
        // next.
        pinged = !last && to.traits().pings() ? to : null;
        if (frame instanceof Frame.Close && isEnding()) {
            tellRegistry();
        }
        if (frame instanceof Frame.Messages messages) {
            int size = 0;
            for (Message message : messages.messages()) {
                size += weight(message);
            }
            window.leave(size);
        }
        to.write(frame, last);
    }

    /** Tells the backend to go on if a send was told to wait and the queue has drained since. */
    private void wakeBackend() {
        // What is queued at the end of a session drains too, but its backend has heard of that end.
        if (window.wake() && !over) {
            backend.tell(BackendConnection::onWritable);
        }
    }

    /** A close frame before the end is for a second receiver (2010). */
    private boolean isEnding() {
        return machine.state() == SessionState.CLOSING || machine.state() == SessionState.CLOSED;
    }

    private void tellRegistry() {
        if (!told) {
            told = true;
            context.registry().told();
        }
    }

    private void ring() {
        Receiver probed = pinged;
        post(new SessionEvent.Tick(probed == null || probed.heard()));
    }
}
