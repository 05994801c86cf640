package dev.postern.servlet;

import dev.postern.api.Headers;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.ForwardingExchange;
import dev.postern.http.HeaderField;
import dev.postern.http.ResponseHead;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A request as the servlet sees it, after the filters; its response as Jetty's core writes it. */
final class ServletExchange extends ForwardingExchange {

    /** Fields that may stand there more than once, a filter's beside ours. */
    private static final Set<String> REPEATABLE = Set.of("Set-Cookie", "Vary");

    private final HttpServletRequest request;
    private final Response response;
    private final String path;

    ServletExchange(Exchange core, HttpServletRequest request, Response response) {
        super(core);
        this.request = request;
        this.response = response;
        this.path = request.getRequestURI();
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable String query() {
        return request.getQueryString();
    }

    @Override
    public String mount() {
        return request.getContextPath();
    }

    /** A filter may hide header fields, or add some. */
    @Override
    public Headers headers() {
        if (!isWrapped()) {
            return super.headers();
        }
        List<String> pairs = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                pairs.add(name);
                pairs.add(value);
            }
        }
        return new Headers(pairs);
    }

    @Override
    public @Nullable String header(String name) {
        return isWrapped() ? request.getHeader(name) : super.header(name);
    }

    /** A filter may know of a client behind a proxy. */
    @Override
    public SocketAddress remote() {
        return isWrapped()
                ? RemoteAddress.of(request.getRemoteAddr(), request.getRemotePort())
                : super.remote();
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }

    @Override
    public @Nullable Principal principal() {
        return request.getUserPrincipal();
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of(HttpServletRequest.class.getName(), new HandshakeRequest(request));
    }

    @Override
    public void respond(ResponseHead head, ByteBuffer body, Completion done) {
        replaceFilters(head);
        super.respond(head, body, done);
    }

    @Override
    public void begin(ResponseHead head, ByteBuffer prelude) {
        replaceFilters(head);
        super.begin(head, prelude);
    }

    /** Removes what a filter has set of our fields: with two Access-Control-Allow-Origin a browser stops. */
    private void replaceFilters(ResponseHead head) {
        HttpFields.Mutable fields = response.getHeaders();
        for (HeaderField field : head.fields()) {
            if (!REPEATABLE.contains(field.name())) {
                fields.remove(field.name());
            }
        }
    }

    private boolean isWrapped() {
        return request instanceof HttpServletRequestWrapper;
    }
}
