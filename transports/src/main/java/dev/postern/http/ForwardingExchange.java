package dev.postern.http;

import dev.postern.api.Headers;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.Map;

/** An exchange that does what another one does; whoever extends it writes down only what is different. */
public abstract class ForwardingExchange implements Exchange {

    private final Exchange to;

    /** Forwards to {@code to}. */
    protected ForwardingExchange(Exchange to) {
        this.to = to;
    }

    @Override
    public String method() {
        return to.method();
    }

    @Override
    public String path() {
        return to.path();
    }

    @Override
    public @Nullable String query() {
        return to.query();
    }

    @Override
    public Headers headers() {
        return to.headers();
    }

    @Override
    public @Nullable String header(String name) {
        return to.header(name);
    }

    @Override
    public SocketAddress remote() {
        return to.remote();
    }

    @Override
    public SocketAddress local() {
        return to.local();
    }

    @Override
    public boolean secure() {
        return to.secure();
    }

    @Override
    public String mount() {
        return to.mount();
    }

    @Override
    public @Nullable Principal principal() {
        return to.principal();
    }

    @Override
    public Map<String, Object> attributes() {
        return to.attributes();
    }

    @Override
    public void readBody(BodyReader reader) {
        to.readBody(reader);
    }

    @Override
    public void readOn() {
        to.readOn();
    }

    @Override
    public void respond(ResponseHead head, ByteBuffer body, Completion done) {
        to.respond(head, body, done);
    }

    @Override
    public void begin(ResponseHead head, ByteBuffer prelude) {
        to.begin(head, prelude);
    }

    @Override
    public void write(ByteBuffer data, boolean last, Completion done) {
        to.write(data, last, done);
    }

    @Override
    public void abort() {
        to.abort();
    }

    @Override
    public void onClientGone(Runnable listener) {
        to.onClientGone(listener);
    }

    @Override
    public boolean isWebSocketUpgrade() {
        return to.isWebSocketUpgrade();
    }

    @Override
    public void upgrade(WebSocketSettings settings, WebSocketListener listener) {
        to.upgrade(settings, listener);
    }
}
