package dev.postern.session;

import dev.postern.protocol.Frame;
import dev.postern.protocol.FrameEncoder;
import dev.postern.protocol.Quoting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver that writes down what it is given, and says that it is written at once or when told. */
final class FakeReceiver implements Receiver {

    private final LiveSession session;
    private final ReceiverTraits traits;
    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final Queue<Frame> unwritten = new ArrayDeque<>();
    private boolean stalled;
    private volatile boolean silent;
    private volatile int pings;
    private volatile boolean finished;
    private volatile boolean aborted;

    FakeReceiver(LiveSession session, ReceiverTraits traits) {
        this.session = session;
        this.traits = traits;
    }

    static FakeReceiver webSocket(LiveSession session) {
        return new FakeReceiver(session, ReceiverTraits.WEBSOCKET);
    }

    static FakeReceiver polling(LiveSession session) {
        return new FakeReceiver(session, ReceiverTraits.polling(128 << 10, Long.MAX_VALUE));
    }

    FakeReceiver attach() {
        session.attach(this);
        return this;
    }

    /** From now on nothing is written until {@link #goOn}. */
    synchronized FakeReceiver stall() {
        stalled = true;
        return this;
    }

    void goOn() {
        synchronized (this) {
            stalled = false;
        }
        completeOne();
    }

    /** Writes one frame of those handed over. */
    void completeOne() {
        Frame frame;
        synchronized (this) {
            frame = unwritten.poll();
        }
        if (frame != null) {
            session.writeDone(this);
        }
    }

    /** The frame in flight fails. */
    void fail() {
        Frame frame;
        synchronized (this) {
            frame = unwritten.remove();
        }
        session.writeFailed(this, frame);
    }

    @Override
    public ReceiverTraits traits() {
        return traits;
    }

    @Override
    public void write(Frame frame, boolean last) {
        frames.add(StandardCharsets.UTF_8
                .decode(FrameEncoder.encode(frame, Quoting.JSON, new byte[0], new byte[0]))
                .toString());
        finished |= last;
        synchronized (this) {
            if (stalled) {
                unwritten.add(frame);
                return;
            }
        }
        session.writeDone(this);
    }

    @Override
    public synchronized void ping() {
        pings++;
    }

    @Override
    public boolean heard() {
        return !silent;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    /** From now on the peer answers no PING. */
    void fallSilent() {
        silent = true;
    }

    int pings() {
        return pings;
    }

    List<String> frames() {
        return frames;
    }

    boolean isFinished() {
        return finished;
    }

    boolean isAborted() {
        return aborted;
    }
}
