package dev.postern.gateway.stomp.relay;

import dev.postern.api.CloseStatus;
import dev.postern.gateway.config.BrokerAddress;
import dev.postern.stomp.HeartBeat;
import dev.postern.stomp.StompCommand;
import dev.postern.stomp.StompConnection;
import dev.postern.stomp.StompEncoder;
import dev.postern.stomp.StompFrame;
import dev.postern.stomp.StompSession;

import org.jspecify.annotations.Nullable;

/**
 * A session and its connection to a broker. The gate brings nothing but CONNECT until the broker has
 * answered it; when the broker is gone the session hears an ERROR, when its turn has come.
 *
 * <p>Its lock guards its state, and is held for no call but to the queue of its own connection.
 */
final class RelayedSession implements StompConnection, ConnectQueue.Waiting, BrokerAttempt.Outcome {

    private enum State {
        NEW,
        WAITING,
        CONNECTING,
        OPEN,
        LOST,
        OVER
    }

    private final Relay relay;
    private final StompSession session;
    private final BrokerReader reader;
    private final BrokerLink link;
    private final LastWords lastWords;

    private State state = State.NEW;
    private byte @Nullable [] connectFrame;
    private long since;
    private @Nullable BrokerAttempt attempt;
    private volatile boolean disconnecting;
    private boolean hasEnded;

    /** Names the broker, or all of them while none has answered. */
    private String broker;

    /** Why the last attempt failed. */
    private @Nullable Throwable failure;

    RelayedSession(Relay relay, StompSession session) {
        this.relay = relay;
        this.session = session;
        this.reader = new BrokerReader(session, this, relay.maxFrame());
        this.link = new BrokerLink(relay, session);
        this.lastWords = new LastWords(relay, session, this::isLost);
        this.broker = String.valueOf(relay.target().addresses().get(0));
    }

    // What the session tells

    @Override
    public void onFrame(StompFrame frame) {
        if (begin(frame)) {
            relay.queue().enter(this);
            return;
        }
        if (frame.command() == StompCommand.DISCONNECT) {
            disconnecting = true;
        }
        if (!link.send(StompEncoder.bytes(frame, session.version()).array())) {
            lastWords.tooMuch(broker());
        }
    }

    /** Whether this was the first frame, its CONNECT. */
    private synchronized boolean begin(StompFrame frame) {
        if (state != State.NEW) {
            return false;
        }
        state = State.WAITING;
        since = relay.queue().now();
        StompFrame connect = ConnectFrame.forBroker(
                frame, session.version(), relay.settings(), session.handshake().identity());
        connectFrame = StompEncoder.bytes(connect, session.version()).array();
        return true;
    }

    @Override
    public void onWritable() {
        link.readOn();
    }

    /** The broker sees the end of the connection behind all frames, and requeues what was not acknowledged. */
    @Override
    public void onClose(CloseStatus status) {
        link.rest();
        State before;
        BrokerAttempt running;
        synchronized (this) {
            before = state;
            state = State.OVER;
            running = attempt;
        }
        switch (before) {
            case WAITING -> relay.queue().leave(this);
            case CONNECTING -> {
                if (running != null) {
                    running.abandon();
                }
                relay.queue().abandoned();
            }
            case OPEN -> {
                reader.discard();
                link.finish();
            }
            default -> {
                // There is no connection.
            }
        }
    }

    // What the queue tells

    @Override
    public long since() {
        return since;
    }

    @Override
    public void connect() {
        BrokerAttempt begun = null;
        synchronized (this) {
            if (state == State.WAITING && connectFrame != null) {
                state = State.CONNECTING;
                begun = new BrokerAttempt(relay.access(), connectFrame, this);
                attempt = begun;
            }
        }
        if (begun == null) {
            relay.queue().abandoned();
        } else {
            start(begun);
        }
    }

    /** Whatever goes wrong, its place among those that connect is given back. */
    private void start(BrokerAttempt begun) {
        try {
            begun.start();
        } catch (RuntimeException | Error e) {
            begun.abandon();
            if (isAt(begun)) {
                failed(relay.target().addresses().get(0), e);
            }
        }
    }

    private synchronized boolean isAt(BrokerAttempt begun) {
        return attempt == begun;
    }

    @Override
    public void giveUp() {
        String last;
        Throwable cause;
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            state = State.LOST;
            last = broker;
            cause = failure;
        }
        lastWords.unreachable(last, cause);
    }

    // What the attempt tells

    @Override
    public BrokerConnection.@Nullable User answered(
            BrokerConnection answering, BrokerAddress address) {
        synchronized (this) {
            attempt = null;
            connectFrame = null;
            if (state != State.CONNECTING) {
                return null;
            }
            state = State.OPEN;
            broker = address.toString();
            link.stands(answering);
        }
        relay.connected(address);
        return reader;
    }

    @Override
    public void failed(BrokerAddress last, Throwable cause) {
        synchronized (this) {
            if (state != State.CONNECTING) {
                return;
            }
            state = State.WAITING;
            attempt = null;
            broker = last.toString();
            failure = cause;
        }
        relay.unreachable(last, cause);
        relay.queue().failed(this);
    }

    // What the connection tells

    void heard() {
        link.heard();
    }

    void connected(HeartBeat brokers) {
        relay.loggedIn();
        link.connected(brokers);
    }

    void written(int bytes) {
        link.written(bytes);
    }

    /** The connection is over; only the first call counts. */
    void ended(Throwable cause) {
        boolean open;
        boolean expected;
        synchronized (this) {
            if (hasEnded) {
                return;
            }
            hasEnded = true;
            open = state == State.OPEN;
            expected = !open || disconnecting || reader.errorSeen();
            if (open && !expected) {
                state = State.LOST;
            }
        }
        link.ended();
        if (!expected) {
            lastWords.lost(broker(), cause);
            return;
        }
        relay.queue().closed();
        if (open && !reader.errorSeen()) {
            lastWords.over(false);
        }
    }

    /**
     * The broker said ERROR. It is to close the connection then (STOMP 1.2, "ERROR"), but RabbitMQ
     * takes its time after a wrong login.
     *
     * @param atLogin whether it is the answer to CONNECT
     */
    void refused(boolean atLogin) {
        if (atLogin) {
            relay.loginRefused(broker());
        }
        lastWords.over(!disconnecting);
    }

    void misunderstood(UnfitFrameException why) {
        lastWords.misunderstood(broker(), why);
    }

    void binaryRefused() {
        lastWords.binaryRefused();
    }

    private synchronized String broker() {
        return broker;
    }

    private synchronized boolean isLost() {
        return state == State.LOST;
    }
}
