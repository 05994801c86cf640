package dev.postern.session;

import dev.postern.api.CloseStatus;
import dev.postern.api.Limits;
import dev.postern.protocol.EncodedMessage;
import dev.postern.protocol.Frame;
import dev.postern.protocol.FrameEncoder;
import dev.postern.protocol.Quoting;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A machine at a chosen point of its life, events by name, and its effects as words. */
final class MachineFixture {

    static final Limits LIMITS = Limits.DEFAULT
            .withResponse(200, Duration.ofMinutes(2))
            .withReceiveQueue(400, 1000)
            .withSendHold(Duration.ofSeconds(3));

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    enum Kind {
        STREAMING,
        POLLING,
        WEBSOCKET,
        RAW
    }

    private final Kind kind;
    private final List<Effect> effects = new ArrayList<>();
    private final SessionMachine machine;
    private final NamedReceiver first;
    private final NamedReceiver second;
    private long now = 1_000 * SECOND;
    private NamedReceiver current;

    MachineFixture(Kind kind, boolean openThenClose) {
        this.kind = kind;
        this.machine = new SessionMachine(SessionPolicy.of(LIMITS, openThenClose), effects::add);
        this.first = new NamedReceiver("r1", traits(kind));
        this.second = new NamedReceiver("r2", traits(kind));
        this.current = first;
    }

    static MachineFixture of(Kind kind) {
        return new MachineFixture(kind, false);
    }

    /** Leads the machine to a state by the shortest way; what happened on it is forgotten. */
    static MachineFixture in(SessionState state, Kind kind) {
        MachineFixture fixture = of(kind);
        switch (state) {
            case NEW -> {}
            case OPENING -> fixture.on("attach");
            case ATTACHED -> fixture.attached();
            case DETACHED -> fixture.on("attach").on("opened").on("written").onlyIfStreaming();
            case CLOSING -> fixture.attached().closing();
            case CLOSED -> fixture.on("attach").on("refused");
        }
        fixture.effects.clear();
        if (fixture.machine.state() != state) {
            throw new AssertionError("wanted " + state + ", is " + fixture.machine.state());
        }
        return fixture;
    }

    private MachineFixture attached() {
        on("attach").on("opened").on("written");
        if (kind == Kind.POLLING) {
            current = second;
            on("attach");
        }
        return this;
    }

    /** Closing with nobody to tell (HTTP), or in the closing handshake (WebSocket). */
    private void closing() {
        on("closed").on("written");
    }

    private void onlyIfStreaming() {
        if (kind != Kind.POLLING) {
            // Fill the response: what crosses its budget is its last frame.
            on("send " + "x".repeat(250)).on("flush").on("written");
        }
    }

    SessionState state() {
        return machine.state();
    }

    NamedReceiver current() {
        return current;
    }

    long secondsToDeadline() {
        return (machine.nextDeadline() - now) / SECOND;
    }

    /** One of: attach, attach other, opened, refused, closed, send TEXT, flush, written … */
    MachineFixture on(String event) {
        effects.clear();
        machine.on(event(event), now);
        return this;
    }

    MachineFixture after(Duration time) {
        now += time.toNanos();
        return this;
    }

    private SessionEvent event(String name) {
        if (name.startsWith("send ")) {
            return new SessionEvent.Send(new EncodedMessage(name.substring(5)));
        }
        if (name.startsWith("receive ")) {
            return new SessionEvent.ClientMessages(
                    new ClientBatch.Texts(List.of(name.substring(8))),
                    new NamedInlet(kind != Kind.WEBSOCKET));
        }
        return switch (name) {
            case "attach" -> new SessionEvent.Attach(current);
            case "attach other" -> {
                current = second;
                yield new SessionEvent.Attach(second);
            }
            case "opened" -> SessionEvent.BACKEND_OPENED;
            case "refused" -> new SessionEvent.BackendRefused(CloseStatus.FORBIDDEN);
            case "closed" -> new SessionEvent.BackendClosed(new CloseStatus(3000, "Go away!"));
            case "client closed" -> new SessionEvent.ClientClosed(new CloseStatus(1001, "left"));
            case "flush" -> SessionEvent.FLUSH;
            case "written" -> new SessionEvent.WriteDone(current);
            case "failed" -> new SessionEvent.WriteFailed(current, false);
            case "failed with messages" ->
                new SessionEvent.WriteFailed(new NamedReceiver("r0", traits(kind)), true);
            case "failed elsewhere" ->
                new SessionEvent.WriteFailed(new NamedReceiver("r0", traits(kind)), false);
            case "aborted" -> new SessionEvent.Aborted(current);
            case "aborted elsewhere" ->
                new SessionEvent.Aborted(new NamedReceiver("r0", traits(kind)));
            case "limit" -> new SessionEvent.LimitExceeded(CloseStatus.SLOW_CONSUMER);
            case "drain" -> new SessionEvent.Drain(CloseStatus.GOING_AWAY);
            case "paused" -> SessionEvent.PAUSED;
            case "resumed" -> SessionEvent.RESUMED;
            case "delivered" -> SessionEvent.DELIVERED;
            case "tick" -> new SessionEvent.Tick(true);
            case "tick in silence" -> new SessionEvent.Tick(false);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** What the last event asked for, as words. */
    List<String> effects() {
        return effects.stream().map(MachineFixture::words).toList();
    }

    private static String words(Effect effect) {
        if (effect instanceof Effect.Write write) {
            return "write " + text(write.frame()) + " to " + write.receiver()
                    + (write.last() ? ", last" : "");
        } else if (effect instanceof Effect.Deliver deliver) {
            return "deliver " + named(deliver.batch()) + (deliver.held() ? ", held" : "");
        } else if (effect instanceof Effect.CloseBackend close) {
            return "close backend " + close.status().code();
        } else if (effect instanceof Effect.Remove remove) {
            return "remove " + remove.status().code();
        } else if (effect instanceof Effect.Abort abort) {
            return "abort " + abort.receiver();
        } else if (effect instanceof Effect.Ping ping) {
            return "ping " + ping.receiver();
        }
        return effect.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String text(Frame frame) {
        return StandardCharsets.UTF_8
                .decode(FrameEncoder.encode(frame, Quoting.JSON, new byte[0], new byte[0]))
                .toString();
    }

    private static ReceiverTraits traits(Kind kind) {
        long age = LIMITS.responseAge().toNanos();
        return switch (kind) {
            case STREAMING -> ReceiverTraits.streaming(LIMITS.responseLimit(), age);
            case POLLING -> ReceiverTraits.polling(LIMITS.responseLimit(), age);
            case WEBSOCKET -> ReceiverTraits.WEBSOCKET;
            case RAW -> ReceiverTraits.RAW_WEBSOCKET;
        };
    }

    record NamedReceiver(String name, ReceiverTraits traits) implements Receiver {
        @Override
        public void write(Frame frame, boolean last) {
            throw new AssertionError("the machine does no I/O");
        }

        @Override
        public void abort() {
            throw new AssertionError("the machine does no I/O");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private record NamedInlet(boolean needsAnswer) implements Inlet {
        @Override
        public void accepted() {
            throw new AssertionError("the machine does no I/O");
        }

        @Override
        public void unknownSession() {
            throw new AssertionError("the machine does no I/O");
        }
    }

    /** Without what only a request's repetition asks for. */
    private static String named(ClientBatch batch) {
        return batch instanceof ClientBatch.Texts texts
                ? "Texts[texts=" + texts.texts() + ']'
                : batch.toString();
    }
}
