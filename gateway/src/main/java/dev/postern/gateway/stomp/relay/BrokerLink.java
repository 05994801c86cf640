package dev.postern.gateway.stomp.relay;

import dev.postern.api.Session;
import dev.postern.gateway.closing.CloseDeadline;
import dev.postern.stomp.HeartBeat;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * A session's way to its broker, while there is one: what waits to be written, the heart-beats, and
 * how it is ended. Thread-safe; frames come one at a time.
 */
final class BrokerLink implements BrokerHeartBeats.Listener {

    private static final byte[] HEART_BEAT = {'\n'};

    private final Relay relay;
    private final ClientFlow flow;
    private final BrokerHeartBeats heartBeats;

    private volatile @Nullable BrokerConnection connection;
    private volatile @Nullable CloseDeadline deadline;

    BrokerLink(Relay relay, Session session) {
        this.relay = relay;
        this.flow = new ClientFlow(session, relay.limits());
        this.heartBeats =
                new BrokerHeartBeats(relay.connector()::schedule, relay.connector()::now, this);
    }

    /** A broker has answered. */
    void stands(BrokerConnection answering) {
        connection = answering;
    }

    /** The broker has accepted CONNECT. */
    void connected(HeartBeat brokers) {
        heartBeats.begin(ConnectFrame.heartBeat(relay.settings()), brokers);
    }

    void heard() {
        heartBeats.heard();
    }

    /**
     * Writes a frame, or leaves it where there is no connection.
     *
     * @return whether there was room for it
     */
    boolean send(byte[] frame) {
        if (!flow.add(frame.length)) {
            return false;
        }
        BrokerConnection open = connection;
        if (open != null) {
            open.add(frame);
            heartBeats.sent();
            open.flush();
        }
        return true;
    }

    void written(int bytes) {
        flow.remove(bytes);
    }

    /** What the broker says can be taken again. */
    void readOn() {
        BrokerConnection open = connection;
        if (open != null) {
            open.readOn();
        }
    }

    /** What waits to be written will do as well. */
    @Override
    public void beat() {
        BrokerConnection open = connection;
        if (open != null && flow.outstanding() == 0 && flow.add(HEART_BEAT.length)) {
            open.add(HEART_BEAT);
            open.flush();
        }
    }

    /** A broker that is not read can't be heard. */
    @Override
    public void silent(Duration since) {
        BrokerConnection open = connection;
        if (open != null && !open.isStalled()) {
            open.end(new TimeoutException("no heart-beat within " + since.toMillis() + " ms"));
        }
    }

    /** The session is over. */
    void rest() {
        heartBeats.end();
    }

    /** Ends the broker's input behind the last frame, and the connection when the broker does, or in time. */
    void finish() {
        BrokerConnection open = connection;
        if (open == null) {
            return;
        }
        CloseDeadline limit = new CloseDeadline(
                relay.connector().scheduler(),
                flow::outstanding,
                () -> open.end(new TimeoutException("it does not close the connection")));
        deadline = limit;
        limit.start();
        open.finish();
        open.readOn();
    }

    /** The connection is over. */
    void ended() {
        connection = null;
        heartBeats.end();
        CloseDeadline limit = deadline;
        if (limit != null) {
            limit.cancel();
        }
    }
}
