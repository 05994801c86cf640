package dev.postern.stomp;

import dev.postern.api.Backend;
import dev.postern.api.BackendConnection;
import dev.postern.api.CloseStatus;
import dev.postern.api.Handshake;
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

    /** How far the client has come. */
    private enum Stage {
        /** Its CONNECT is awaited. */
        NEW,
        /** It has sent CONNECT; credentials and backend are asked. */
        CONNECTING,
        /** Its frames are passed on. */
        OPEN,
        /** It has sent DISCONNECT, after which nothing of it counts. */
        LEAVING,
        /** The session is over. */
        OVER
    }

    private final Backend backend;
    private final StompSettings settings;
    private final @Nullable StompVersion subProtocol;
    private final Session session;
    private final GatedSession gated;
    private final StompDecoder decoder;

    private Stage stage = Stage.NEW;
    private @Nullable StompFrame connect;

    /** The question put to the backend; read by {@link #unblock} too. */
    private volatile @Nullable Ask ask;

    /** Whether the present frame ended in a binary message. */
    private boolean binary;

    GatedClient(
            Backend backend,
            StompSettings settings,
            @Nullable StompVersion subProtocol,
            Session session,
            HeartBeats heartBeats) {
        this.backend = backend;
        this.settings = settings;
        this.subProtocol = subProtocol;
        this.session = session;
        this.decoder = new StompDecoder(settings.limits());
        this.gated =
                new GatedSession(session, settings, heartBeats, () -> post(GateEvent.CONNECTED));
    }

    void start() {
        gated.awaitConnected();
    }

    // What the session tells

    @Override
    public void onText(String text) {
        gated.heard();
        post(new GateEvent.Text(text));
    }

    @Override
    public void onBinary(ByteBuffer data) {
        gated.heard();
        post(new GateEvent.Bytes(data));
    }

    @Override
    public void onWritable() {
        gated.keepsUp();
        post(GateEvent.WRITABLE);
    }

    @Override
    public void onClose(CloseStatus status) {
        gated.end();
        post(new GateEvent.Over(status));
    }

    // What the backend answers

    @Override
    public void backendAccepted() {
        post(GateEvent.TAKEN);
    }

    @Override
    public void backendRefused(CloseStatus why) {
        gated.fail(new StompFault("Refused: " + why.reason(), why));
    }

    // One at a time

    @Override
    protected void handle(GateEvent event) {
        try {
            on(event);
        } catch (RuntimeException | Error e) {
            LOG.warn("The backend failed on a STOMP session; it closes with 1011", e);
            gated.fail(new StompFault("Internal error", CloseStatus.INTERNAL_ERROR));
        }
    }

    private void on(GateEvent event) {
        if (event instanceof GateEvent.Text text) {
            if (isListening()) {
                decoder.text(text.text());
                binary = false;
                decode();
            }
        } else if (event instanceof GateEvent.Bytes bytes) {
            if (isListening()) {
                decoder.bytes(bytes.data());
                binary = true;
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
            if (stage == Stage.CONNECTING) {
                stage = Stage.OPEN;
                decode();
            }
        } else if (event instanceof GateEvent.Over over) {
            over(over.status());
        }
    }

    /** Whether what comes still counts; else nothing of it is kept. */
    private boolean isListening() {
        return stage.compareTo(Stage.LEAVING) < 0 && !gated.isOver();
    }

    private void decode() {
        while ((stage == Stage.NEW || stage == Stage.OPEN) && !gated.isOver()) {
            StompEvent event = decoder.next();
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
        if (stage == Stage.CONNECTING && decoder.buffered() > limit) {
            gated.fail(new StompFault(
                    "Over a limit: more than max-in-flight (" + limit + " bytes) before CONNECTED",
                    CloseStatus.SLOW_BACKEND));
        }
    }

    private void frame(StompFrame frame) {
        if (stage == Stage.NEW) {
            connect(frame);
            return;
        }
        StompCommand command = frame.command();
        if (command.isConnect() || !command.isOfClient()) {
            gated.fail(
                    StompFault.protocol(command + " is not for a client that is connected", frame));
            return;
        }
        if (StompRules.concern(command)) {
            String destination = frame.header("destination");
            if (destination == null) {
                gated.fail(StompFault.protocol(command + " without a destination", frame));
                return;
            }
            if (!settings.rules().allow(command, destination, gated.handshake().identity())) {
                gated.fail(settings.rules().denied(command, destination, frame));
                return;
            }
        }
        if (command == StompCommand.DISCONNECT) {
            stage = Stage.LEAVING;
            gated.leaving();
        }
        pass(frame);
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
            decoder.version(version);
            gated.agreed(version, theirs);
            connect = forBackend(frame, version);
            stage = Stage.CONNECTING;
            check(frame.headers());
        }
    }

    private static StompFrame forBackend(StompFrame frame, StompVersion version) {
        StompHeaders headers = version == StompVersion.V1_0
                ? frame.headers().without("heart-beat")
                : frame.headers()
                        .with("accept-version", version.label())
                        .with("heart-beat", HeartBeat.NONE.header());
        return frame.withHeaders(headers);
    }

    private void check(StompHeaders headers) {
        settings.credentials()
                .check(headers, session.handshake())
                .whenComplete((verdict, failure) -> {
                    if (failure == null) {
                        post(new GateEvent.Checked(verdict));
                    } else {
                        LOG.warn(
                                "Credentials could not be checked; the session closes with 1011",
                                failure);
                        gated.fail(new StompFault(
                                "Credentials could not be checked", CloseStatus.INTERNAL_ERROR));
                    }
                });
    }

    private void checked(ConnectVerdict verdict) {
        if (stage != Stage.CONNECTING || gated.isOver()) {
            return;
        }
        if (verdict instanceof ConnectVerdict.Refused refused) {
            gated.fail(new StompFault(refused.message(), refused.status()));
        } else if (verdict instanceof ConnectVerdict.Accepted accepted) {
            Handshake handshake = session.handshake().withIdentity(accepted.identity());
            gated.belongsTo(handshake);
            Ask asking = new Ask(this);
            ask = asking;
            backend.connect(gated, asking);
        }
    }

    private void taken() {
        BackendConnection to = connection();
        if (stage == Stage.OVER && to != null) {
            to.onClose(CloseStatus.GOING_AWAY);
            return;
        }
        StompFrame first = connect;
        connect = null;
        if (first != null) {
            pass(first);
        }
    }

    private @Nullable BackendConnection connection() {
        Ask asked = ask;
        return asked == null ? null : asked.connection();
    }

    private void pass(StompFrame frame) {
        BackendConnection to = connection();
        if (to instanceof StompConnection stomp) {
            stomp.onFrame(frame);
        } else if (to != null && binary) {
            to.onBinary(StompEncoder.bytes(frame, gated.version()));
        } else if (to != null) {
            to.onText(StompEncoder.text(frame, gated.version()));
        }
    }

    private void over(CloseStatus status) {
        stage = Stage.OVER;
        Ask asked = ask;
        if (asked == null) {
            return;
        }
        BackendConnection to = asked.connection();
        if (to == null) {
            asked.abandon();
        } else {
            to.onClose(status);
        }
    }

    @Override
    public void unblock(boolean over) {
        BackendConnection to = connection();
        if (to != null) {
            to.unblock(over);
        }
    }
}
