package dev.postern.session;

import dev.postern.api.Limits;
import dev.postern.protocol.EncodedMessage;
import dev.postern.protocol.Frame;

import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** One echo through the state machine alone: the client's message in, the backend's out, written. */
@NullMarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SessionMachineBenchmark {

    private static final int DEEP = 16;

    /** What the session is attached to. */
    public enum Kind {
        WEBSOCKET,
        POLLING
    }

    @Param
    private Kind kind = Kind.WEBSOCKET;

    private final EncodedMessage message = new EncodedMessage("x".repeat(64));
    private final ClientBatch batch = new ClientBatch.Texts(List.of(message.text()));
    private final Inlet inlet = new NoInlet();
    private Receiver receiver = new NoReceiver(ReceiverTraits.WEBSOCKET);
    private SessionMachine machine = new SessionMachine(policy(), effect -> {});
    private long now;

    private static SessionPolicy policy() {
        return SessionPolicy.of(Limits.DEFAULT, false);
    }

    /** A session that has just opened. */
    @Setup(Level.Iteration)
    public void open(Blackhole blackhole) {
        machine = new SessionMachine(policy(), blackhole::consume);
        attach();
        machine.on(SessionEvent.BACKEND_OPENED, now);
        machine.on(new SessionEvent.WriteDone(receiver), now);
        if (kind == Kind.POLLING) {
            attach();
        }
    }

    private void attach() {
        receiver = new NoReceiver(
                kind == Kind.WEBSOCKET
                        ? ReceiverTraits.WEBSOCKET
                        : ReceiverTraits.polling(1 << 17, Long.MAX_VALUE));
        machine.on(new SessionEvent.Attach(receiver), now);
    }

    /** One message there and back. */
    @Benchmark
    public SessionState echo() {
        return echo(1);
    }

    /** Sixteen of them in one frame; the figure is per message. */
    @Benchmark
    @OperationsPerInvocation(DEEP)
    public SessionState echoSixteen() {
        return echo(DEEP);
    }

    private SessionState echo(int count) {
        now += 1_000;
        for (int i = 0; i < count; i++) {
            machine.on(new SessionEvent.ClientMessages(batch, inlet), now);
            machine.on(new SessionEvent.Send(message), now);
        }
        machine.on(SessionEvent.FLUSH, now);
        machine.on(new SessionEvent.WriteDone(receiver), now);
        if (kind == Kind.POLLING) {
            attach();
        }
        return machine.state();
    }

    private record NoReceiver(ReceiverTraits traits) implements Receiver {

        @Override
        public void write(Frame frame, boolean last) {
            throw new AssertionError("the machine does no I/O");
        }

        @Override
        public void abort() {
            throw new AssertionError("the machine does no I/O");
        }
    }

    private static final class NoInlet implements Inlet {

        @Override
        public void accepted() {
            throw new AssertionError("the machine does no I/O");
        }

        @Override
        public void unknownSession() {
            throw new AssertionError("the machine does no I/O");
        }

        @Override
        public boolean needsAnswer() {
            return false;
        }
    }
}
