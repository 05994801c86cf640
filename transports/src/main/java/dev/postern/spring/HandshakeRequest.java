package dev.postern.spring;

import dev.postern.api.Handshake;
import dev.postern.api.Identity;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServerHttpAsyncRequestControl;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The request that opened a session, as handshake interceptors read it. Its body is not theirs. */
final class HandshakeRequest implements ServerHttpRequest {

    /** Under which name the servlet binding adds its request to a handshake. */
    static final String SERVLET_REQUEST = "jakarta.servlet.http.HttpServletRequest";

    private final Handshake handshake;
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();

    HandshakeRequest(Handshake handshake) {
        this.handshake = handshake;
    }

    static HttpHeaders headers(Handshake handshake) {
        HttpHeaders headers = new HttpHeaders();
        handshake.headers().forEach(headers::add);
        return HttpHeaders.readOnlyHttpHeaders(headers);
    }

    /** Whom the endpoint, or a gate before the handler, has found a session to belong to. */
    static @Nullable Principal principal(Handshake handshake) {
        return handshake.identity().equals(Identity.ANONYMOUS)
                ? null
                : new IdentityPrincipal(handshake.identity());
    }

    @Override
    public HttpMethod getMethod() {
        return switch (handshake.transport()) {
            case XHR_STREAMING, XHR_POLLING -> HttpMethod.POST;
            default -> HttpMethod.GET;
        };
    }

    @Override
    public URI getURI() {
        return RequestUri.of(handshake);
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers(handshake);
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public @Nullable Principal getPrincipal() {
        return principal(handshake);
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return internet(handshake.local());
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return internet(handshake.remote());
    }

    private static InetSocketAddress internet(SocketAddress address) {
        return address instanceof InetSocketAddress internet
                ? internet
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    public InputStream getBody() {
        return InputStream.nullInputStream();
    }

    @Override
    public ServerHttpAsyncRequestControl getAsyncRequestControl(ServerHttpResponse response) {
        throw new UnsupportedOperationException("a handshake is answered by its transport");
    }
}
