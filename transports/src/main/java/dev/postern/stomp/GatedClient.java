package dev.postern.stomp;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Session;
import dev.postern.session.Ask;
import dev.postern.session.Mailbox;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;

/**
 * One client as the gate hears it: finds its frames, has its credentials checked, asks the backend,
 * and passes on what the rules allow. Until it is CONNECTED what it sends waits, undecoded: how to
 * decode it depends on the version.
 */
final class GatedClient extends Mailbox<GateEvent> implements BackendConnection, Ask.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(GatedClient.class);

    private final Backend backend;
    private final StompSettings settings;
    private final @Nullable StompVersion subProtocol;
    private final GatedSession gated;
    private final Backlog backlog;
    private final ClientFrames frames;

    private GateStage stage = GateStage.NEW;
    private @Nullable StompFrame connect;

    /** The question put to the backend. */
    private @Nullable Ask ask;

    /** Whether the backend has heard of the end. */
    private boolean told;

    GatedClient(
            Backend backend,
            StompSettings settings,
            @Nullable StompVersion subProtocol,
            Session session,
            HeartBeats heartBeats,
            int highMark) {
        this.backend = backend;
        this.settings = settings;
        this.subProtocol = subProtocol;
        this.frames = new ClientFrames(settings.limits());
        Hold hold = new Hold(session, heartBeats);
        this.backlog = new Backlog(hold, highMark);
        this.gated = new GatedSession(
                session, settings, heartBeats, hold, () -> tell(GateEvent.CONNECTED));
    }

    void start() {
        gated.awaitConnected();
    }

    // What the session tells

    @Override
    public void onText(String text) {
        sent(new GateEvent.Text(text));
    }

    @Override
    public void onBinary(ByteBuffer data) {
        sent(new GateEvent.Bytes(data));
    }

    private void sent(GateEvent.Sent sent) {
        gated.heard();
        backlog.enter(sent.weight());
        tell(sent);
    }

    @Override
    public void onWritable() {
        gated.keepsUp();
        tell(GateEvent.WRITABLE);
    }

    @Override
    public void onClose(CloseStatus status) {
        gated.end();
        tell(new GateEvent.Over(status));
    }

    // What the backend answers

    @Override
    public void backendAccepted() {
        tell(GateEvent.TAKEN);
    }

    @Override
    public void backendRefused(CloseStatus why) {
        gated.forgetRequest();
        gated.fail(new StompFault("Refused: " + why.reason(), why));
    }

    // One at a time

    private void tell(GateEvent event) {
        post(event);
        backlog.settle();
    }

    @Override
    protected void handle(GateEvent event) {
        try {
            on(event);
        } catch (RuntimeException | Error e) {
            LOG.warn("The backend failed on a STOMP session; it closes with 1011", e);
            gated.fail(new StompFault("Internal error", CloseStatus.INTERNAL_ERROR));
        }
        if (event instanceof GateEvent.Sent sent) {
            backlog.leave(sent.weight());
        }
    }

    private void on(GateEvent event) {
        if (event instanceof GateEvent.Sent sent) {
            if (isListening()) {
                frames.add(sent);
                decode();
            }
        } else if (event instanceof GateEvent.Writable) {
            BackendConnection to = connection();
            if (to != null) {
                to.onWritable();
            }
        } else if (event instanceof GateEvent.Checked checked) {
            checked(checked.verdict());
        } else if (event instanceof GateEvent.Taken) {
            taken();
        } else if (event instanceof GateEvent.Connected) {
            if (stage == GateStage.CONNECTING) {
                stage = GateStage.OPEN;
                decode();
            }
        } else if (event instanceof GateEvent.Over over) {
            over(over.status());
        }
    }

    /** Whether what comes still counts; else nothing of it is kept. */
    private boolean isListening() {
        return stage.compareTo(GateStage.LEAVING) < 0 && !gated.isOver();
    }

    private void decode() {
        while ((stage == GateStage.NEW || stage == GateStage.OPEN) && !gated.isOver()) {
            StompEvent event = frames.next();
            if (event instanceof StompEvent.Frame frame) {
                frame(frame.frame());
            } else if (event instanceof StompEvent.Malformed malformed) {
                gated.fail(StompFault.malformed(malformed.reason()));
            } else if (event instanceof StompEvent.OverLimit over) {
                gated.fail(new StompFault("Over a limit: " + over.reason(), CloseStatus.TOO_BIG));
            } else if (event instanceof StompEvent.NeedData) {
                return;
            }
        }
        int limit = settings.limits().maxInFlight();
        if (stage == GateStage.CONNECTING && frames.buffered() > limit) {
            gated.fail(new StompFault(
                    "Over a limit: more than max-in-flight (" + limit + " bytes) before CONNECTED",
                    CloseStatus.SLOW_BACKEND));
        }
    }

    private void frame(StompFrame frame) {
        if (stage == GateStage.NEW) {
            connect(frame);
            return;
        }
        StompFault objection = objection(frame);
        if (objection != null) {
            gated.fail(objection);
            return;
        }
        if (frame.command() == StompCommand.DISCONNECT) {
            stage = GateStage.LEAVING;
            gated.leaving();
        }
        pass(frame);
    }

    private @Nullable StompFault objection(StompFrame frame) {
        StompCommand command = frame.command();
        return command.isConnect() || !command.isOfClient()
                ? StompFault.protocol(command + " is not for a client that is connected", frame)
                : settings.rules().objection(frame, gated.handshake().identity());
    }

    private void connect(StompFrame frame) {
        if (!frame.command().isConnect()) {
            gated.fail(StompFault.protocol(frame.command() + " comes before CONNECT", frame));
            return;
        }
        HeartBeat theirs = HeartBeat.parse(frame.header("heart-beat"));
        StompVersion version = StompVersion.negotiate(frame.header("accept-version"), subProtocol);
        if (theirs == null) {
            gated.fail(StompFault.protocol("heart-beat is not two numbers", frame));
        } else if (version == null) {
            gated.fail(StompFault.protocol(
                    "No version in common: spoken here are " + StompVersion.labels(), frame));
        } else {
            frames.version(version);
            gated.agreed(version, theirs);
            connect = version.connectForBackend(frame);
            stage = GateStage.CONNECTING;
            settings.credentials()
                    .check(frame.headers(), gated.handshake())
                    .whenComplete(this::answer);
        }
    }

    /** Whoever checked the credentials has found out, or failed. */
    private void answer(@Nullable ConnectVerdict verdict, @Nullable Throwable failure) {
        if (verdict != null) {
            tell(new GateEvent.Checked(verdict));
        } else {
            LOG.warn("Credentials could not be checked; the session closes with 1011", failure);
            gated.fail(
                    new StompFault("Credentials could not be checked", CloseStatus.INTERNAL_ERROR));
        }
    }

    private void checked(ConnectVerdict verdict) {
        if (stage != GateStage.CONNECTING || gated.isOver()) {
            return;
        }
        if (verdict instanceof ConnectVerdict.Refused refused) {
            gated.fail(new StompFault(refused.message(), refused.status()));
        } else if (verdict instanceof ConnectVerdict.Accepted accepted) {
            gated.belongsTo(accepted.identity());
            Ask asking = new Ask(this);
            ask = asking;
            backend.connect(gated, asking);
        }
    }

    private void taken() {
        gated.forgetRequest();
        if (stage == GateStage.OVER) {
            tellEnd(CloseStatus.GOING_AWAY);
            return;
        }
        StompFrame first = connect;
        connect = null;
        if (first != null) {
            pass(first);
        }
    }

    private @Nullable BackendConnection connection() {
        return ask == null ? null : ask.connection();
    }

    private void pass(StompFrame frame) {
        BackendConnection to = connection();
        if (to instanceof StompConnection stomp) {
            stomp.onFrame(frame);
        } else if (to != null && frames.inBytes()) {
            to.onBinary(StompEncoder.bytes(frame, gated.version()));
        } else if (to != null) {
            to.onText(StompEncoder.text(frame, gated.version()));
        }
    }

    private void over(CloseStatus status) {
        stage = GateStage.OVER;
        tellEnd(status);
        if (ask != null && !told) {
            ask.abandon();
        }
    }

    /** Once, however the end and the backend's answer cross. */
    private void tellEnd(CloseStatus status) {
        BackendConnection to = connection();
        if (to != null && !told) {
            told = true;
            to.onClose(status);
        }
    }
}
