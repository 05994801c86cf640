package dev.postern.gateway.stomp.relay;

import dev.postern.api.CloseStatus;
import dev.postern.gateway.config.BrokerAddress;
import dev.postern.gateway.upstream.CloseDeadline;
import dev.postern.stomp.HeartBeat;
import dev.postern.stomp.StompCommand;
import dev.postern.stomp.StompConnection;
import dev.postern.stomp.StompEncoder;
import dev.postern.stomp.StompFault;
import dev.postern.stomp.StompFrame;
import dev.postern.stomp.StompSession;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeoutException;

/**
 * A session and its connection to a broker. What the client says before the broker has answered its
 * CONNECT is held; when the broker is gone the session hears an ERROR, when its turn has come.
 *
 * <p>Its lock guards its state, and is held for no call but to the queue of its own connection.
 */
final class RelayedSession
        implements StompConnection,
                ConnectQueue.Waiting,
                BrokerAttempt.Outcome,
                BrokerHeartBeats.Listener {

    private enum State {
        NEW,
        WAITING,
        CONNECTING,
        OPEN,
        LOST,
        OVER
    }

    private static final byte[] HEART_BEAT = {'\n'};
    private static final CloseStatus LOST = new CloseStatus(1011, "Broker lost");
    private static final CloseStatus BROKER_ERROR = new CloseStatus(1008, "Broker sent an ERROR");

    private final Relay relay;
    private final StompSession session;
    private final ClientFlow flow;
    private final BrokerReader reader;
    private final BrokerHeartBeats heartBeats;

    private State state = State.NEW;
    private byte @Nullable [] connectFrame;
    private long since;
    private @Nullable BrokerAttempt attempt;
    private @Nullable BrokerConnection connection;
    private @Nullable CloseDeadline deadline;
    private @Nullable Deque<byte[]> held;
    private boolean disconnecting;
    private boolean hasEnded;

    /** Names the broker, or all of them while none has answered. */
    private String broker;

    /** Why the last attempt failed. */
    private @Nullable Throwable failure;

    RelayedSession(Relay relay, StompSession session) {
        this.relay = relay;
        this.session = session;
        this.flow = new ClientFlow(session, relay.limits());
        this.reader = new BrokerReader(session, this, relay.maxFrame());
        this.heartBeats = new BrokerHeartBeats(relay.connector()::schedule, System::nanoTime, this);
        this.broker = String.valueOf(relay.target().addresses().get(0));
    }

    // What the session tells

    @Override
    public void onFrame(StompFrame frame) {
        if (begin(frame)) {
            relay.queue().enter(this);
            return;
        }
        byte[] bytes = StompEncoder.bytes(frame, session.version()).array();
        if (!flow.add(bytes.length)) {
            session.fail(new StompFault(
                    "Over a limit: more than receive-limit (" + relay.limits().receiveLimit()
                            + " bytes) waits for broker " + broker,
                    CloseStatus.SLOW_BACKEND));
            return;
        }
        BrokerConnection open = pass(bytes, frame.command() == StompCommand.DISCONNECT);
        if (open != null) {
            heartBeats.sent();
            open.flush();
        }
    }

    /** Whether this was the first frame, its CONNECT. */
    private synchronized boolean begin(StompFrame frame) {
        if (state != State.NEW) {
            return false;
        }
        state = State.WAITING;
        since = relay.queue().now();
        StompFrame connect = ConnectFrame.forBroker(frame, session.version(), relay.settings());
        connectFrame = StompEncoder.bytes(connect, session.version()).array();
        return true;
    }

    private synchronized @Nullable BrokerConnection pass(byte[] frame, boolean last) {
        disconnecting |= last;
        switch (state) {
            case WAITING, CONNECTING -> {
                if (held == null) {
                    held = new ArrayDeque<>(2);
                }
                held.addLast(frame);
            }
            case OPEN -> {
                if (connection != null) {
                    connection.add(frame);
                    return connection;
                }
            }
            default -> {
                // It is told, or knows already.
            }
        }
        return null;
    }

    @Override
    public void onWritable() {
        BrokerConnection open = connection();
        if (open != null) {
            open.readOn();
        }
    }

    /** The broker sees the end of the connection behind all frames, and requeues what was not acknowledged. */
    @Override
    public void onClose(CloseStatus status) {
        heartBeats.end();
        State before;
        BrokerAttempt running;
        BrokerConnection open;
        synchronized (this) {
            before = state;
            state = State.OVER;
            held = null;
            running = attempt;
            open = connection;
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
                if (open != null) {
                    finish(open);
                }
            }
            default -> {
                // There is no connection.
            }
        }
    }

    private void finish(BrokerConnection open) {
        CloseDeadline limit = new CloseDeadline(
                relay.connector().scheduler(),
                flow::outstanding,
                () -> open.end(new TimeoutException("it does not close the connection")));
        synchronized (this) {
            deadline = limit;
        }
        limit.start();
        reader.discard();
        open.finish();
        open.readOn();
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
            begun.start();
        }
    }

    @Override
    public void giveUp() {
        Throwable cause;
        synchronized (this) {
            if (state != State.WAITING) {
                return;
            }
            state = State.LOST;
            cause = failure;
        }
        relay.counters().unreachable.increment();
        boolean late = cause instanceof TimeoutException;
        tell(
                "broker " + broker + (late ? " does not answer" : " can't be reached"),
                late ? CloseStatus.TIMEOUT : CloseStatus.BAD_GATEWAY);
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
            connection = answering;
            if (held != null) {
                held.forEach(answering::add);
                held = null;
            }
        }
        answering.flush();
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
        heartBeats.heard();
    }

    /** The broker has accepted CONNECT. */
    void connected(HeartBeat brokers) {
        heartBeats.begin(ConnectFrame.heartBeat(relay.settings()), brokers);
    }

    /** What waits to be written will do as well. */
    @Override
    public void beat() {
        BrokerConnection open = connection();
        if (open != null && flow.outstanding() == 0 && flow.add(HEART_BEAT.length)) {
            open.add(HEART_BEAT);
            open.flush();
        }
    }

    /** A broker that is not read can't be heard. */
    @Override
    public void silent(Duration since) {
        BrokerConnection open = connection();
        if (open != null && !open.isStalled()) {
            open.end(new TimeoutException("no heart-beat within " + since.toMillis() + " ms"));
        }
    }

    private synchronized @Nullable BrokerConnection connection() {
        return connection;
    }

    void written(int bytes) {
        flow.remove(bytes);
    }

    /** The connection is over; only the first call counts. */
    void ended(Throwable cause) {
        boolean open;
        boolean expected;
        CloseDeadline limit;
        synchronized (this) {
            if (hasEnded) {
                return;
            }
            hasEnded = true;
            connection = null;
            open = state == State.OPEN;
            expected = !open || disconnecting || reader.errorSeen();
            if (open && !expected) {
                state = State.LOST;
            }
            limit = deadline;
        }
        heartBeats.end();
        if (limit != null) {
            limit.cancel();
        }
        if (!expected) {
            relay.lost(broker, cause);
            // What it would say now nobody would hear.
            session.pause();
            tell("broker " + broker + " lost", LOST);
            return;
        }
        relay.queue().closed();
        if (open && reader.errorSeen() && !disconnecting) {
            relay.counters().refused.increment();
            session.close(BROKER_ERROR);
        } else if (open) {
            session.close(CloseStatus.NORMAL);
        }
    }

    /** The broker sent what can't be passed on. */
    void misunderstood(UnfitFrameException why) {
        relay.misunderstood(broker, String.valueOf(why.getMessage()));
        end(
                "broker " + broker + " is not understood: " + why.getMessage(),
                why.tooBig() ? CloseStatus.TOO_BIG : CloseStatus.BAD_GATEWAY);
    }

    /** The broker sent bytes that no SockJS transport can carry. */
    void binaryRefused() {
        end(
                "a message that is not UTF-8 can't travel on a SockJS session",
                CloseStatus.BINARY_UNSUPPORTED);
    }

    /** Says why to the client when its turn has come, unless it leaves before. */
    private void tell(String message, CloseStatus status) {
        long wait = relay.queue().untilTold();
        if (wait <= 0) {
            end(message, status);
            return;
        }
        relay.connector()
                .schedule(
                        () -> {
                            if (isLost()) {
                                end(message, status);
                            }
                        },
                        wait);
    }

    private synchronized boolean isLost() {
        return state == State.LOST;
    }

    private void end(String message, CloseStatus status) {
        session.fail(new StompFault(message, status));
    }
}
