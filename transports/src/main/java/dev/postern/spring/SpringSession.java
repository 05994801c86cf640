package dev.postern.spring;

import dev.postern.api.Handshake;
import dev.postern.api.Session;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.AlternativeJdkIdGenerator;
import org.springframework.util.IdGenerator;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A session as Spring's handlers know it. Thread-safe, but parts of a message come from one thread. */
class SpringSession implements WebSocketSession {

    /** Whoever guesses an id could subscribe to its user's queues: never the id in the URL. */
    private static final IdGenerator IDS = new AlternativeJdkIdGenerator();

    private final String id = IDS.generateId().toString();
    private final Session session;
    private final Map<String, Object> attributes;
    private final @Nullable Principal user;
    private final @Nullable String subProtocol;
    private final Room room = new Room();
    private final PartialMessage partial = new PartialMessage();
    private volatile int textLimit;
    private volatile int binaryLimit;

    /** Whether the handler has asked for the end. */
    private volatile boolean closing;

    /** Whether the client has sent what was too big. */
    private volatile boolean overrun;

    SpringSession(
            Session session,
            Map<String, Object> attributes,
            @Nullable Principal user,
            @Nullable String subProtocol) {
        this.session = session;
        this.attributes = new ConcurrentHashMap<>(attributes);
        this.user = user;
        this.subProtocol = subProtocol;
        this.textLimit = session.maxMessage();
        this.binaryLimit = session.maxMessage();
    }

    // What the connection tells

    void active() {}

    void unblock(boolean over) {
        room.unblock(over);
    }

    /** Notes the end; answers whether the handler had asked for it. */
    boolean over() {
        room.unblock(true);
        return closing;
    }

    /** Whether the end was this side's: the handler hears no message after that. */
    boolean isEnding() {
        return closing || overrun;
    }

    /** The client's message is larger than the handler wants. */
    void tooBig() {
        overrun = true;
        session.close(dev.postern.api.CloseStatus.TOO_BIG);
    }

    void fail() {
        if (isOpen()) {
            close(CloseStatus.SERVER_ERROR);
        }
    }

    // What the handler asks

    @Override
    public String getId() {
        return id;
    }

    @Override
    public URI getUri() {
        return RequestUri.of(session.handshake());
    }

    @Override
    public HttpHeaders getHandshakeHeaders() {
        return HandshakeRequest.headers(session.handshake());
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public @Nullable Principal getPrincipal() {
        return user;
    }

    @Override
    public @Nullable InetSocketAddress getLocalAddress() {
        return internet(handshake().local());
    }

    @Override
    public @Nullable InetSocketAddress getRemoteAddress() {
        return internet(handshake().remote());
    }

    private Handshake handshake() {
        return session.handshake();
    }

    private static @Nullable InetSocketAddress internet(SocketAddress address) {
        return address instanceof InetSocketAddress internet ? internet : null;
    }

    @Override
    public @Nullable String getAcceptedProtocol() {
        return subProtocol;
    }

    /** Lowers what the handler takes in one piece; over the endpoint's {@code maxMessage} it has no effect. */
    @Override
    public void setTextMessageSizeLimit(int bytes) {
        textLimit = within(bytes);
    }

    @Override
    public int getTextMessageSizeLimit() {
        return textLimit;
    }

    /** As {@link #setTextMessageSizeLimit}. */
    @Override
    public void setBinaryMessageSizeLimit(int bytes) {
        binaryLimit = within(bytes);
    }

    @Override
    public int getBinaryMessageSizeLimit() {
        return binaryLimit;
    }

    /** Not positive: no limit of the handler's own. */
    private int within(int bytes) {
        int most = session.maxMessage();
        return bytes <= 0 ? most : Math.min(bytes, most);
    }

    @Override
    public List<WebSocketExtension> getExtensions() {
        return handshake().extensions().stream().map(WebSocketExtension::new).toList();
    }

    @Override
    public boolean isOpen() {
        return !isEnding() && !room.isOver();
    }

    /**
     * Sends a message; parts of one are put together and sent with the last.
     *
     * @throws IOException if the session is over, or ends while this waits for room
     */
    @Override
    public void sendMessage(WebSocketMessage<?> message) throws IOException {
        if (!isOpen()) {
            throw new SessionOverException("the session " + id + " is closed");
        }
        active();
        if (message instanceof TextMessage text) {
            sendText(text);
        } else if (message instanceof BinaryMessage binary) {
            sendBinary(binary);
        } else {
            throw new UnsupportedOperationException("a " + message.getClass().getSimpleName()
                    + " cannot be sent: the endpoint itself pings WebSockets, at its heartbeat");
        }
    }

    private void sendText(TextMessage message) throws IOException {
        String whole = partial.add(message, session.maxMessage());
        if (whole != null && !session.send(whole)) {
            room.await(session);
        }
    }

    /** The session keeps the bytes until they are written; a handler may use its buffer again. */
    void sendBinary(BinaryMessage message) throws IOException {
        ByteBuffer whole = partial.add(message, session.maxMessage());
        if (whole != null && !session.sendBinary(whole)) {
            room.await(session);
        }
    }

    @Override
    public void close() {
        close(CloseStatus.NORMAL);
    }

    /** Closes once what was sent before is delivered; a client that does not read is cut after {@code linger}. */
    @Override
    public void close(CloseStatus status) {
        closing = true;
        session.close(Statuses.ofSpring(status));
    }

    @Override
    public String toString() {
        return "session " + id + " (" + handshake().transport().label() + ' '
                + handshake().path() + ')';
    }
}
