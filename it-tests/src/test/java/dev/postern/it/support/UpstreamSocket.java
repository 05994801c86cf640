package dev.postern.it.support;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One connection to a {@link TestUpstream}. Its script reads; any thread may write. */
public final class UpstreamSocket {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Socket socket;
    private final Headers request;
    private final WebSocketStream frames;
    private final InputStream in;
    private final AtomicInteger received = new AtomicInteger();
    private final List<WebSocketMessage> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();

    UpstreamSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.request = Headers.read(in);
        this.frames = new WebSocketStream(in, socket.getOutputStream(), false);
    }

    /** The opening handshake as the gateway sent it. */
    public Headers request() {
        return request;
    }

    /** The value of {@code name} in the request's query; empty if it is not there. */
    public String parameter(String name) {
        String target = request.second();
        for (String pair : target.substring(target.indexOf('?') + 1).split("&", -1)) {
            if (pair.startsWith(name + '=')) {
                return pair.substring(name.length() + 1);
            }
        }
        return "";
    }

    /** Answers 101 (RFC 6455 §4.2.2), with more header lines. */
    public UpstreamSocket accept(String... lines) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n")
                .append("Upgrade: websocket\r\nConnection: Upgrade\r\n")
                .append("Sec-WebSocket-Accept: ")
                .append(acceptance(request.field("Sec-WebSocket-Key")))
                .append("\r\n");
        for (String line : lines) {
            head.append(line).append("\r\n");
        }
        writeHead(head.append("\r\n"));
        return this;
    }

    /** Answers {@code status} instead of 101. */
    public void refuse(int status) throws IOException {
        writeHead("HTTP/1.1 " + status + " No\r\nContent-Length: 4\r\n\r\nno!\n");
    }

    private void writeHead(CharSequence head) throws IOException {
        socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String acceptance(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public void send(String text) throws IOException {
        send(List.of(text));
    }

    /** A burst: all of them in one write. */
    public void send(Collection<String> texts) throws IOException {
        frames.sendTexts(texts);
    }

    public void sendBinary(byte[] data) throws IOException {
        frames.send(WebSocketMessage.BINARY, data);
    }

    public void sendClose(int code, String reason) throws IOException {
        frames.sendClose(new Ending(code, reason));
    }

    /** Reads to the end, keeping all messages. */
    public void readToEnd() {
        readToEnd(messages::add);
    }

    /** Reads to the end, answers a Close frame, and notes how it ended. */
    public void readToEnd(Consumer<WebSocketMessage> each) {
        try {
            for (WebSocketMessage next = frames.read(); next != null; next = frames.read()) {
                if (next.isClose()) {
                    end(next.ending());
                    frames.sendClose(next.ending());
                    return;
                }
                each.accept(next);
                received.incrementAndGet();
            }
            end(Ending.lost("end of the connection"));
        } catch (IOException e) {
            end(Ending.lost(e.toString()));
        }
    }

    private void end(Ending ending) {
        ended.complete(ending);
    }

    /** Whether the gateway ends the connection in this time; for scripts that do not read. */
    public boolean awaitEndOfConnection(Duration time) throws IOException {
        socket.setSoTimeout(Math.toIntExact(time.toMillis()));
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    /** The messages that {@link #readToEnd()} kept so far. */
    public List<WebSocketMessage> messages() {
        return messages;
    }

    /** How many messages came. */
    public int received() {
        return received.get();
    }

    /** How it ended; completes when the reading does. */
    public CompletableFuture<Ending> ended() {
        return ended;
    }

    /** Cuts the connection by a reset. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        end(Ending.lost("the upstream closed"));
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
