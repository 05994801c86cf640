package dev.postern.gateway.negotiation;

import dev.postern.api.Headers;
import dev.postern.http.BodyReader;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.ResponseHead;
import dev.postern.http.WebSocketListener;
import dev.postern.http.WebSocketSettings;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request without a body, from a proxy at 10.0.0.1, and what became of it. */
final class FakeExchange implements Exchange {

    private final String method;
    private final String path;
    private final Headers headers;
    private final StringBuilder body = new StringBuilder();
    private int status;
    private @Nullable Runnable gone;
    private @Nullable WebSocketListener socket;

    private FakeExchange(String method, String path, List<String> headers) {
        this.method = method;
        this.path = path;
        this.headers = new Headers(headers);
    }

    /** @param client whom the proxy names */
    static FakeExchange post(String path, String client) {
        return new FakeExchange("POST", path, List.of("X-Forwarded-For", client));
    }

    static FakeExchange get(String path, String client, String... headers) {
        List<String> all = new ArrayList<>(List.of("X-Forwarded-For", client));
        all.addAll(List.of(headers));
        return new FakeExchange("GET", path, all);
    }

    static FakeExchange upgrade(String path, String client) {
        return get(path, client, "Upgrade", "websocket");
    }

    int status() {
        return status;
    }

    String body() {
        return body.toString();
    }

    /** The client leaves without a word. */
    void leave() {
        if (socket != null) {
            socket.onAbort(new EOFException("on purpose"));
        } else if (gone != null) {
            gone.run();
        }
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable String query() {
        return null;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public SocketAddress remote() {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {10, 0, 0, 1}), 40_000);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public SocketAddress local() {
        return remote();
    }

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public void readBody(BodyReader reader) {
        reader.onEnd();
    }

    @Override
    public void readOn() {
        // There is nothing to read.
    }

    @Override
    public void respond(ResponseHead head, ByteBuffer data, Completion done) {
        status = head.status();
        write(data, true, done);
    }

    @Override
    public void begin(ResponseHead head, ByteBuffer prelude) {
        status = head.status();
        body.append(StandardCharsets.UTF_8.decode(prelude));
    }

    @Override
    public void write(ByteBuffer data, boolean last, Completion done) {
        body.append(StandardCharsets.UTF_8.decode(data));
        done.succeeded();
    }

    @Override
    public void abort() {
        leave();
    }

    @Override
    public void onClientGone(Runnable listener) {
        gone = listener;
    }

    @Override
    public boolean isWebSocketUpgrade() {
        return header("Upgrade") != null;
    }

    @Override
    public void upgrade(WebSocketSettings settings, WebSocketListener listener) {
        status = 101;
        socket = listener;
        listener.onOpen(new FakeChannel());
    }
}
