package dev.postern.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;

import org.jspecify.annotations.Nullable;

import java.security.Principal;

/**
 * The request that opened a session, for whoever asks about it while the backend is being asked. By then a
 * WebSocket's is over, so what its container would look up then is looked up now.
 */
final class HandshakeRequest extends HttpServletRequestWrapper {

    private final @Nullable Principal principal;
    private final @Nullable HttpSession session;

    HandshakeRequest(HttpServletRequest request) {
        super(request);
        principal = request.getUserPrincipal();
        session = request.getSession(false);
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return principal;
    }

    @Override
    public @Nullable String getRemoteUser() {
        return principal == null ? null : principal.getName();
    }

    /** @return the session that the client had, or null: it is too late for a new one's cookie */
    @Override
    public @Nullable HttpSession getSession(boolean create) {
        return session;
    }

    @Override
    public @Nullable HttpSession getSession() {
        return session;
    }
}
