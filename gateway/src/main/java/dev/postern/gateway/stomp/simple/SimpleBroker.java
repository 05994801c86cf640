package dev.postern.gateway.stomp.simple;

import dev.postern.api.Backend;
import dev.postern.api.Connecting;
import dev.postern.api.Session;
import dev.postern.api.Turn;
import dev.postern.stomp.StompSession;

import org.springframework.messaging.Message;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;
import org.springframework.messaging.simp.user.UserDestinationMessageHandler;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.MessageBuilder;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A broker in memory: {@code /topic/**}, {@code /queue/**}, and {@code /user/**} for one user's
 * sessions. What is sent reaches who is subscribed at that moment, and nobody later. Stands behind a
 * {@link dev.postern.stomp.StompGate}.
 */
public final class SimpleBroker implements Backend {

    private static final int SESSION_ID_BYTES = 16;

    // No executors: whoever publishes delivers, so there is no queue that could grow.
    private final ExecutorSubscribableChannel inbound = new ExecutorSubscribableChannel();
    private final ExecutorSubscribableChannel outbound = new ExecutorSubscribableChannel();
    private final ExecutorSubscribableChannel broker = new ExecutorSubscribableChannel();

    private final Map<String, BrokerSession> sessions = new ConcurrentHashMap<>();
    private final BrokerUsers users = new BrokerUsers();
    private final MessageFrames frames = new MessageFrames();
    private final SecureRandom random = new SecureRandom();

    public SimpleBroker() {
        new SimpleBrokerMessageHandler(
                        inbound,
                        outbound,
                        broker,
                        List.of(Destinations.TOPIC, Destinations.QUEUE, PrivateDestinations.PREFIX))
                .start();
        new UserDestinationMessageHandler(inbound, broker, new PrivateDestinations(users)).start();
        outbound.subscribe(this::deliver);
    }

    @Override
    public boolean neverBlocks() {
        return true;
    }

    @Override
    public void connect(Session session, Connecting connecting) {
        byte[] id = new byte[SESSION_ID_BYTES];
        random.nextBytes(id);
        connecting.accept(
                new BrokerSession(this, (StompSession) session, HexFormat.of().formatHex(id)));
    }

    /** A session may subscribe and send from now on. */
    void open(BrokerSession session) {
        sessions.put(session.getId(), session);
        users.add(session);
        accept(headers(SimpMessageType.CONNECT, session), new byte[0]);
    }

    /** A session has ended. */
    void close(BrokerSession session) {
        if (sessions.remove(session.getId(), session)) {
            users.remove(session);
            accept(headers(SimpMessageType.DISCONNECT, session), new byte[0]);
        }
    }

    /** The headers of a message of {@code session}'s. */
    static SimpMessageHeaderAccessor headers(SimpMessageType type, BrokerSession session) {
        SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(type);
        headers.setSessionId(session.getId());
        headers.setUser(session.getUser().getPrincipal());
        return headers;
    }

    /** Takes a session's message; what follows from it has happened when this returns. */
    void accept(SimpMessageHeaderAccessor headers, byte[] body) {
        Message<byte[]> message = MessageBuilder.createMessage(body, headers.getMessageHeaders());
        Turn.run(() -> inbound.send(message));
    }

    private void deliver(Message<?> message) {
        if (SimpMessageHeaderAccessor.getMessageType(message.getHeaders())
                != SimpMessageType.MESSAGE) {
            return;
        }
        String id = SimpMessageHeaderAccessor.getSessionId(message.getHeaders());
        BrokerSession session = id == null ? null : sessions.get(id);
        if (session != null) {
            session.deliver(frames.of(message, session.version()));
        }
    }
}
