package dev.postern.gateway.stomp.simple;

import dev.postern.api.CloseStatus;
import dev.postern.stomp.StompCommand;
import dev.postern.stomp.StompConnection;
import dev.postern.stomp.StompFault;
import dev.postern.stomp.StompFrame;
import dev.postern.stomp.StompHeaders;
import dev.postern.stomp.StompSession;
import dev.postern.stomp.StompVersion;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.user.SimpSession;
import org.springframework.messaging.simp.user.SimpSubscription;

import java.util.HashSet;
import java.util.Set;

/** One client's session with the simple broker. */
final class BrokerSession implements StompConnection, SimpSession {

    /** A client of some use has tens; each costs the broker memory for as long as the session lasts. */
    static final int MAX_SUBSCRIPTIONS = 1000;

    /** Of a SEND's headers those that are not its receivers' business. */
    private static final Set<String> OWN_HEADERS =
            Set.of("destination", "receipt", "subscription", "message-id", "ack");

    /** Names that spring-messaging gives a meaning to. */
    private static final String RESERVED = "simp";

    private static final byte[] NO_BODY = {};

    private final SimpleBroker broker;
    private final StompSession session;
    private final String id;
    private final BrokerUser user;

    /** The client's ids for them; only its own thread touches it. */
    private final Set<String> subscriptions = new HashSet<>(4);

    BrokerSession(SimpleBroker broker, StompSession session, String id) {
        this.broker = broker;
        this.session = session;
        this.id = id;
        this.user = new BrokerUser(session.handshake().identity().subject(), Set.of());
    }

    StompVersion version() {
        return session.version();
    }

    /** A slow client's frames wait in its session, whose bound is the gate's matter. */
    void deliver(SharedFrame frame) {
        frame.sendTo(session);
    }

    @Override
    public void onFrame(StompFrame frame) {
        switch (frame.command()) {
            case CONNECT, STOMP -> connect();
            case SEND -> send(frame);
            case SUBSCRIBE -> subscribe(frame);
            case UNSUBSCRIBE -> unsubscribe(frame);
            case DISCONNECT -> {
                sayReceipt(frame);
                session.close(CloseStatus.NORMAL);
            }
            default ->
                fail(
                        frame,
                        "the simple broker has no acknowledgements and no transactions, so no "
                                + frame.command() + "; relay to a broker that has");
        }
    }

    @Override
    public void onClose(CloseStatus status) {
        broker.close(this);
    }

    private void connect() {
        broker.open(this);
        StompHeaders headers = StompHeaders.of(
                "version", session.version().label(), "server", "Postern", "session", id);
        session.send(StompFrame.of(
                StompCommand.CONNECTED,
                user.name().isEmpty() ? headers : headers.with("user-name", user.name())));
    }

    private void send(StompFrame frame) {
        String destination = destination(frame);
        String objection = Destinations.objectionToSend(destination);
        if (frame.header("transaction") != null) {
            objection = "the simple broker has no transactions; relay to a broker that has";
        }
        if (objection != null) {
            fail(frame, objection);
            return;
        }
        SimpMessageHeaderAccessor headers = SimpleBroker.headers(SimpMessageType.MESSAGE, this);
        headers.setDestination(destination);
        frame.headers().forEach((name, value) -> {
            if (!OWN_HEADERS.contains(name) && !name.startsWith(RESERVED)) {
                headers.setNativeHeader(name, value);
            }
        });
        byte[] body = new byte[frame.body().remaining()];
        frame.body().duplicate().get(body);
        broker.accept(headers, body);
        sayReceipt(frame);
    }

    private void subscribe(StompFrame frame) {
        String destination = destination(frame);
        String subscription = subscription(frame);
        String acknowledgement = frame.header("ack");
        String objection = Destinations.objectionToSubscribe(destination);
        if (acknowledgement != null && !acknowledgement.equals("auto")) {
            objection =
                    "the simple broker has no acknowledgements; subscribe with ack:auto, or relay to"
                            + " a broker that has";
        } else if (subscription == null) {
            objection = "SUBSCRIBE without an id";
        } else if (subscriptions.contains(subscription)) {
            objection = "there is a subscription of the id " + subscription;
        } else if (subscriptions.size() >= MAX_SUBSCRIPTIONS) {
            objection = "over a limit: more than max-subscriptions (" + MAX_SUBSCRIPTIONS + ")";
        }
        if (objection != null || subscription == null) {
            fail(frame, String.valueOf(objection));
            return;
        }
        subscriptions.add(subscription);
        broker.accept(subscription(SimpMessageType.SUBSCRIBE, destination, subscription), NO_BODY);
        sayReceipt(frame);
    }

    private void unsubscribe(StompFrame frame) {
        String subscription = subscription(frame);
        if (subscription == null || !subscriptions.remove(subscription)) {
            fail(frame, "UNSUBSCRIBE of what is not subscribed");
            return;
        }
        broker.accept(subscription(SimpMessageType.UNSUBSCRIBE, null, subscription), NO_BODY);
        sayReceipt(frame);
    }

    private SimpMessageHeaderAccessor subscription(
            SimpMessageType type, @Nullable String destination, String subscription) {
        SimpMessageHeaderAccessor headers = SimpleBroker.headers(type, this);
        headers.setDestination(destination);
        headers.setSubscriptionId(subscription);
        return headers;
    }

    /** The gate lets no frame without one pass. */
    private static String destination(StompFrame frame) {
        String destination = frame.header("destination");
        return destination == null ? "" : destination;
    }

    /** STOMP 1.0 knows a subscription by its destination where it has no id. */
    private @Nullable String subscription(StompFrame frame) {
        String named = frame.header("id");
        return named == null && session.version() == StompVersion.V1_0
                ? frame.header("destination")
                : named;
    }

    /** A frame has been worked off when this is called, so a receipt is true of every frame. */
    private void sayReceipt(StompFrame frame) {
        String receipt = frame.header("receipt");
        if (receipt != null) {
            session.send(
                    StompFrame.of(StompCommand.RECEIPT, StompHeaders.of("receipt-id", receipt)));
        }
    }

    private void fail(StompFrame frame, String reason) {
        session.fail(new StompFault(reason, CloseStatus.PROTOCOL_ERROR, frame.header("receipt")));
    }

    // As spring-messaging knows it

    @Override
    public String getId() {
        return id;
    }

    @Override
    public BrokerUser getUser() {
        return user;
    }

    /** Asked by nobody: the broker's own registry answers. */
    @Override
    public Set<SimpSubscription> getSubscriptions() {
        return Set.of();
    }
}
