package dev.postern.spring;

import dev.postern.api.Session;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.sockjs.transport.SockJsSession;

import java.security.Principal;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A session of a SockJS client: texts only, which Spring's STOMP needs to know. */
final class SpringSockJsSession extends SpringSession implements SockJsSession {

    private volatile long lastActive = System.nanoTime();

    SpringSockJsSession(Session session, Map<String, Object> attributes, @Nullable Principal user) {
        super(session, attributes, user, null);
    }

    @Override
    void active() {
        lastActive = System.nanoTime();
    }

    @Override
    public long getTimeSinceLastActive() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastActive);
    }

    /** Nothing to do: Postern's heartbeat is written into a silence only, so another one keeps it away. */
    @Override
    public void disableHeartbeat() {}

    /** As on Spring's SockJS: an error of the caller, which leaves the session as it is. */
    @Override
    void sendBinary(BinaryMessage message) {
        throw new IllegalArgumentException(
                "SockJS carries texts only: a binary message cannot be sent to " + this);
    }
}
