package dev.postern.jetty;

import dev.postern.api.Headers;
import dev.postern.http.BodyReader;
import dev.postern.http.Completion;
import dev.postern.http.Exchange;
import dev.postern.http.ExchangeHandler;
import dev.postern.http.ResponseHead;
import dev.postern.http.WebSocketListener;
import dev.postern.http.WebSocketSettings;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** One request to Jetty core; what is answered is a {@link JettyAnswer}. */
public final class JettyExchange implements Exchange {

    /** What remote and local say of a connection that is closed already. */
    private static final SocketAddress UNKNOWN = InetSocketAddress.createUnresolved("unknown", 0);

    private final Request request;
    private final WebSocketComponents components;

    /** Kept, because Jetty lets go of a request that is complete, and its connection moves on. */
    private final ConnectionMetaData metaData;

    private final JettyAnswer answer;
    private boolean taken;
    private @Nullable Headers headers;
    private @Nullable RequestBody body;

    /**
     * A request that nothing has been answered to.
     *
     * @param callback completed, on any thread, when the response is, or has failed
     */
    public JettyExchange(
            Request request, Response response, Callback callback, WebSocketComponents components) {
        this.request = request;
        this.components = components;
        this.metaData = request.getConnectionMetaData();
        this.answer = new JettyAnswer(request, response, callback, metaData);
    }

    /**
     * Offers the request to each handler until one answers it.
     *
     * @param face what they see: this, or an exchange that forwards to it
     */
    public void offerTo(List<ExchangeHandler> handlers, Exchange face) {
        for (ExchangeHandler handler : handlers) {
            if (handler.handle(face)) {
                taken = true;
                if (!answer.isComplete()) {
                    request.addIdleTimeoutListener(timeout -> answer.idle());
                }
                return;
            }
        }
    }

    /** Whether one of the handlers has taken it. */
    public boolean isTaken() {
        return taken;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        String path = request.getHttpURI().getPath();
        return path == null ? "" : path;
    }

    @Override
    public @Nullable String query() {
        return request.getHttpURI().getQuery();
    }

    @Override
    public Headers headers() {
        Headers read = headers;
        if (read == null) {
            HttpFields fields = request.getHeaders();
            List<String> pairs = new ArrayList<>(2 * fields.size());
            for (HttpField field : fields) {
                String value = field.getValue();
                pairs.add(field.getName());
                pairs.add(value == null ? "" : value);
            }
            read = new Headers(pairs);
            headers = read;
        }
        return read;
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeaders().get(name);
    }

    @Override
    public SocketAddress remote() {
        SocketAddress address = metaData.getRemoteSocketAddress();
        return address == null ? UNKNOWN : address;
    }

    @Override
    public SocketAddress local() {
        SocketAddress address = metaData.getLocalSocketAddress();
        return address == null ? UNKNOWN : address;
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }

    @Override
    public void readBody(BodyReader reader) {
        if (body != null) {
            throw new IllegalStateException("the body is read once");
        }
        RequestBody begun = new RequestBody(request, reader, this::abort);
        body = begun;
        begun.read();
    }

    @Override
    public void readOn() {
        RequestBody begun = body;
        if (begun != null) {
            begun.readOn();
        }
    }

    @Override
    public void respond(ResponseHead head, ByteBuffer content, Completion done) {
        answer.respond(head, content, done);
    }

    @Override
    public void begin(ResponseHead head, ByteBuffer prelude) {
        answer.begin(head, prelude);
    }

    @Override
    public void write(ByteBuffer data, boolean last, Completion done) {
        answer.write(data, last, done);
    }

    @Override
    public void abort() {
        answer.abort();
    }

    @Override
    public void onClientGone(Runnable listener) {
        answer.onClientGone(listener);
    }

    @Override
    public boolean isWebSocketUpgrade() {
        return OpeningHandshake.isWellFormed(request);
    }

    @Override
    public void upgrade(WebSocketSettings settings, WebSocketListener listener) {
        answer.upgrade(components, settings, listener);
    }
}
