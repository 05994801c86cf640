package dev.postern.servlet;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;

import org.jspecify.annotations.Nullable;

import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The request that opened a session, for whoever asks about it while the backend is being asked. By then a
 * WebSocket's is over, and behind a STOMP gate any other's too, so what its container would look up then is
 * looked up now: head, cookies, URL, principal and HTTP session. The rest, parameters and attributes among it,
 * is there as long as the request is.
 */
final class HandshakeRequest extends HttpServletRequestWrapper {

    private final @Nullable Principal principal;
    private final @Nullable HttpSession session;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Cookie @Nullable [] cookies;
    private final String method;
    private final String scheme;
    private final String serverName;
    private final int serverPort;
    private final boolean secure;
    private final String url;
    private final String uri;
    private final @Nullable String query;

    HandshakeRequest(HttpServletRequest request) {
        super(request);
        principal = request.getUserPrincipal();
        session = request.getSession(false);
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.put(name, Collections.list(request.getHeaders(name))));
        cookies = request.getCookies();
        method = request.getMethod();
        scheme = request.getScheme();
        serverName = request.getServerName();
        serverPort = request.getServerPort();
        secure = request.isSecure();
        url = request.getRequestURL().toString();
        uri = request.getRequestURI();
        query = request.getQueryString();
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

    @Override
    public @Nullable String getHeader(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return Collections.enumeration(headers.getOrDefault(name, List.of()));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(headers.keySet());
    }

    @Override
    public @Nullable String getContentType() {
        return getHeader("Content-Type");
    }

    /** A handshake's body is its transport's. */
    @Override
    public int getContentLength() {
        return -1;
    }

    @Override
    public long getContentLengthLong() {
        return -1;
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return null;
    }

    @Override
    public Cookie @Nullable [] getCookies() {
        return cookies == null ? null : cookies.clone();
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public String getServerName() {
        return serverName;
    }

    @Override
    public int getServerPort() {
        return serverPort;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public StringBuffer getRequestURL() {
        return new StringBuffer(url);
    }

    @Override
    public String getRequestURI() {
        return uri;
    }

    @Override
    public @Nullable String getQueryString() {
        return query;
    }
}
