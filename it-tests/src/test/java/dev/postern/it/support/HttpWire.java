package dev.postern.it.support;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A session over requests: one to receive on, again and again, and another for each batch sent. */
final class HttpWire implements Wire {

    private final SockJsClient session;
    private final ClientTarget target;
    private final ClientTransport transport;
    private final String path;
    private final AtomicReference<@Nullable HttpConnection> receiving = new AtomicReference<>();
    private final AtomicReference<@Nullable HttpConnection> sending = new AtomicReference<>();
    private volatile boolean over;

    /** @param path of the session: {@code /prefix/server/session} */
    HttpWire(SockJsClient session, ClientTarget target, ClientTransport transport, String path) {
        this.session = session;
        this.target = target;
        this.transport = transport;
        this.path = path;
    }

    @Override
    public void receive() throws IOException {
        while (!over && !session.hasEnded()) {
            receiveOnce();
        }
    }

    /** One request to receive; a frame is told to the session as soon as its line is there. */
    private void receiveOnce() throws IOException {
        HttpConnection connection = connection(receiving);
        connection.request(transport.method(), receivePath(), "");
        Headers head = connection.readHead();
        if (!head.second().equals("200")) {
            throw new IOException("answered " + head.startLine());
        }
        HttpConnection.Body body = connection.body(head);
        session.awaitReading();
        for (String line = body.readLine(); line != null; line = body.readLine()) {
            Optional<String> frame = transport.frameIn(line);
            if (frame.isPresent()) {
                session.frame(frame.get());
            }
            session.awaitReading();
        }
        done(receiving, connection, head);
    }

    private String receivePath() {
        String query = "?k=" + target.key();
        boolean named =
                transport == ClientTransport.HTMLFILE || transport == ClientTransport.JSONP_POLLING;
        return path + '/' + transport.path() + query + (named ? "&c=cb" : "");
    }

    @Override
    public void send(List<String> batch) throws IOException {
        HttpConnection connection = connection(sending);
        boolean jsonp = transport == ClientTransport.JSONP_POLLING;
        if (jsonp) {
            connection.request(
                    "POST",
                    path + "/jsonp_send",
                    "d=" + URLEncoder.encode(Json.write(batch), StandardCharsets.UTF_8),
                    "Content-Type: application/x-www-form-urlencoded");
        } else {
            connection.request(
                    "POST", path + "/xhr_send", Json.write(batch), "Content-Type: text/plain");
        }
        Headers head = connection.readHead();
        connection.body(head).skip();
        // As sockjs-client has it; what it should be is told by the conformance tests.
        if (!head.second().equals("200") && !head.second().equals("204")) {
            throw new IOException("a send was answered " + head.startLine());
        }
        done(sending, connection, head);
    }

    private HttpConnection connection(AtomicReference<@Nullable HttpConnection> which)
            throws IOException {
        HttpConnection kept = which.get();
        if (kept != null) {
            return kept;
        }
        HttpConnection fresh = target.connect();
        which.set(fresh);
        if (over) {
            fresh.close();
            throw new IOException("the client is closed");
        }
        return fresh;
    }

    private void done(
            AtomicReference<@Nullable HttpConnection> which,
            HttpConnection connection,
            Headers head) {
        if (!target.keepAlive()
                || head.startLine().startsWith("HTTP/1.0")
                || head.field("Connection").equalsIgnoreCase("close")) {
            which.set(null);
            connection.close();
        }
    }

    @Override
    public void close() {
        cut(false);
    }

    @Override
    public void cut(boolean reset) {
        over = true;
        closeEach(reset ? HttpConnection::reset : HttpConnection::close);
    }

    private void closeEach(Consumer<HttpConnection> how) {
        HttpConnection receiver = receiving.get();
        if (receiver != null) {
            how.accept(receiver);
        }
        HttpConnection sender = sending.get();
        if (sender != null) {
            how.accept(sender);
        }
    }
}
