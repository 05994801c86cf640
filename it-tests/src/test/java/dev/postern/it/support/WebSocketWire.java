package dev.postern.it.support;

import java.io.IOException;
import java.util.List;

/** A session on a WebSocket of its own, framed or raw. */
final class WebSocketWire implements Wire {

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final SockJsClient session;
    private final HttpConnection connection;
    private final WebSocketStream frames;
    private final boolean raw;

    private WebSocketWire(SockJsClient session, HttpConnection connection, boolean raw)
            throws IOException {
        this.session = session;
        this.connection = connection;
        this.frames = connection.webSocket();
        this.raw = raw;
    }

    /** Says what it answers instead of 101, if it does. */
    static WebSocketWire open(SockJsClient session, ClientTarget target, String path, boolean raw)
            throws IOException {
        HttpConnection connection = target.connect().tunnelled();
        connection.request(
                "GET",
                path,
                "",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: " + KEY);
        Headers head = connection.readHead();
        if (!head.second().equals("101")) {
            connection.close();
            throw new IOException("not upgraded: " + head);
        }
        return new WebSocketWire(session, connection, raw);
    }

    @Override
    public void receive() throws IOException {
        if (raw) {
            session.opened();
        }
        for (WebSocketMessage next = read(); next != null; next = read()) {
            if (next.isClose()) {
                session.ended(next.ending());
                frames.sendClose(next.ending());
                return;
            }
            if (!raw) {
                session.frame(next.text());
            } else if (next.isText()) {
                session.message(next.text());
            } else {
                session.binary(next.payload());
            }
        }
    }

    private WebSocketMessage read() throws IOException {
        session.awaitReading();
        return frames.read();
    }

    @Override
    public void send(List<String> batch) throws IOException {
        frames.sendTexts(
                raw
                        ? batch
                        : batch.stream().map(text -> Json.write(List.of(text))).toList());
    }

    void sendBinary(byte[] data) throws IOException {
        frames.send(WebSocketMessage.BINARY, data);
    }

    void sendClose(Ending ending) throws IOException {
        frames.sendClose(ending);
    }

    @Override
    public void close() {
        try {
            frames.sendClose(new Ending(1005, ""));
        } catch (IOException e) {
            // It is lost already.
        }
        connection.close();
    }

    @Override
    public void cut(boolean reset) {
        if (reset) {
            connection.reset();
        } else {
            connection.close();
        }
    }
}
