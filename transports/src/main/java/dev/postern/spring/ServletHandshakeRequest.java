package dev.postern.spring;

import dev.postern.api.Handshake;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServletServerHttpRequest;

import java.security.Principal;

/** The same under the servlet binding, where interceptors look for the servlet's own request. */
final class ServletHandshakeRequest extends ServletServerHttpRequest {

    private final Handshake handshake;

    private ServletHandshakeRequest(HttpServletRequest request, Handshake handshake) {
        super(request);
        this.handshake = handshake;
    }

    static ServerHttpRequest of(Object request, Handshake handshake) {
        return new ServletHandshakeRequest((HttpServletRequest) request, handshake);
    }

    /** The container's principal says more than a name, unless it is another's than the session's. */
    @Override
    public @Nullable Principal getPrincipal() {
        Principal found = HandshakeRequest.principal(handshake);
        Principal ofContainer = super.getPrincipal();
        boolean same = found == null
                || (ofContainer != null && found.getName().equals(ofContainer.getName()));
        return same ? ofContainer : found;
    }
}
