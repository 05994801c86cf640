package dev.postern.spring;

import dev.postern.api.Backend;
import dev.postern.api.CloseStatus;
import dev.postern.api.Connecting;
import dev.postern.api.Handshake;
import dev.postern.api.Session;
import dev.postern.api.Transport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.HandshakeInterceptorChain;

import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Spring {@link WebSocketHandler} as a backend, in place of Spring's own SockJS.
 *
 * <pre>{@code
 * SockJsEndpoint.builder("/portfolio", new SpringBackend(subProtocolWebSocketHandler)).build();
 * }</pre>
 *
 * <p>The handler hears what it would hear from Spring: {@code afterConnectionEstablished} first, then
 * messages one at a time and in order, {@code handleTransportError} where the client's connection
 * broke or crossed a limit, {@code afterConnectionClosed} last. It may block; no other session and no
 * heartbeat waits for it, until 200 calls block at one time: that many worker threads has an
 * endpoint, unless its builder is given others. Then what the other sessions of the endpoint say waits,
 * in order and bounded: each is read up to {@code receiveHighMark}, heartbeats go on, and a new
 * session opens on trust and is asked for later. What waits longer than {@code stall} ends its session
 * with 1008. An exception the handler throws closes its session with 1011.
 *
 * <p>Its {@code sendMessage} takes a message at once while there is room; past the endpoint's {@code
 * sendHighMark} it blocks until the client has read on, and throws {@code IOException} where the
 * session ends before. So a loop that sends a file is paced by its reader, and the limits of Spring's
 * {@code ConcurrentWebSocketSessionDecorator} mean what they mean on Spring. It may be called from
 * several threads. Within a {@link dev.postern.api.Turn} it never blocks, for the turn's end writes.
 *
 * <p>Immutable; each {@code with…} answers a copy.
 */
public final class SpringBackend implements Backend {

    private static final Logger LOG = LoggerFactory.getLogger(SpringBackend.class);

    private final WebSocketHandler handler;
    private final List<HandshakeInterceptor> interceptors;
    private final UserResolver users;

    public SpringBackend(WebSocketHandler handler) {
        this(handler, List.of(), UserResolver.OF_REQUEST);
    }

    private SpringBackend(
            WebSocketHandler handler, List<HandshakeInterceptor> interceptors, UserResolver users) {
        this.handler = handler;
        this.interceptors = interceptors;
        this.users = users;
    }

    /**
     * Asks these, in order, before the handler sees a session. One that answers false refuses it: the
     * status it has set, 403 if none, becomes SockJS's close frame or a WebSocket's HTTP status. Its
     * other headers are not sent, for on most transports the response has been by then. Under the
     * servlet binding they see a {@code ServletServerHttpRequest}.
     */
    public SpringBackend withInterceptors(HandshakeInterceptor... asked) {
        return new SpringBackend(handler, List.of(asked), users);
    }

    /**
     * Says who a session's user is, as {@code DefaultHandshakeHandler.determineUser} does in Spring;
     * by default the request's principal.
     */
    public SpringBackend withUser(UserResolver resolver) {
        return new SpringBackend(handler, interceptors, resolver);
    }

    /** Says whose a session is. May block. */
    @FunctionalInterface
    public interface UserResolver {

        /** The principal that the request came with. */
        UserResolver OF_REQUEST = (request, attributes) -> request.getPrincipal();

        /**
         * The user of the session that {@code request} opens, or null.
         *
         * @param attributes what the interceptors left for the session; may be added to
         */
        @Nullable
        Principal user(ServerHttpRequest request, Map<String, Object> attributes);
    }

    @Override
    public void connect(Session session, Connecting connecting) {
        Handshake handshake = session.handshake();
        ServerHttpRequest request = request(handshake);
        HandshakeResponse response = new HandshakeResponse();
        Map<String, Object> attributes = new HashMap<>();
        HandshakeInterceptorChain chain = new HandshakeInterceptorChain(interceptors, handler);
        Principal user;
        try {
            if (!chain.applyBeforeHandshake(request, response, attributes)) {
                connecting.refuse(Statuses.refusal(response.status()));
                return;
            }
            user = users.user(request, attributes);
        } catch (Exception e) {
            LOG.warn("A new session could not be asked for; it is refused with 1011", e);
            chain.applyAfterHandshake(request, response, e);
            connecting.refuse(CloseStatus.INTERNAL_ERROR);
            return;
        }
        open(session, connecting, subProtocol(handshake), attributes, user, () -> {
            chain.applyAfterHandshake(request, response, null);
        });
    }

    private void open(
            Session session,
            Connecting connecting,
            @Nullable String subProtocol,
            Map<String, Object> attributes,
            @Nullable Principal user,
            Runnable afterHandshake) {
        SpringSession opened = isRaw(session)
                ? new SpringSession(session, attributes, user, subProtocol)
                : new SpringSockJsSession(session, attributes, user);
        SpringConnection connection = new SpringConnection(handler, opened);
        connecting.accept(connection, subProtocol);
        afterHandshake.run();
        connection.establish();
    }

    private static boolean isRaw(Session session) {
        return session.handshake().transport() == Transport.RAW_WEBSOCKET;
    }

    private static ServerHttpRequest request(Handshake handshake) {
        Object servlet = handshake.attributes().get(HandshakeRequest.SERVLET_REQUEST);
        return servlet == null
                ? new HandshakeRequest(handshake)
                : ServletHandshakeRequest.of(servlet, handshake);
    }

    /** The first that the client offers and the handler speaks, as Spring chooses it. */
    private @Nullable String subProtocol(Handshake handshake) {
        if (handshake.transport() != Transport.RAW_WEBSOCKET
                || !(WebSocketHandlerDecorator.unwrap(handler)
                        instanceof SubProtocolCapable capable)) {
            return null;
        }
        List<String> spoken = capable.getSubProtocols();
        return handshake.subProtocols().stream()
                .filter(offered -> spoken.stream().anyMatch(offered::equalsIgnoreCase))
                .findFirst()
                .orElse(null);
    }
}
