package dev.postern.it.support;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client's connection: requests whole, responses line by line as they come. One thread at a time. */
final class HttpConnection {

    private static final int NARROW = 1 << 15;
    private static final byte[] NOTHING = {};

    private final Socket socket;
    private final InputStream in;
    private final ClientTarget target;
    private boolean tunnelled;

    private HttpConnection(Socket socket, ClientTarget target) throws IOException {
        this.socket = socket;
        this.target = target;
        this.in = new BufferedInputStream(socket.getInputStream(), NARROW);
    }

    static HttpConnection open(ClientTarget target) throws IOException {
        Socket socket = new Socket();
        if (target.narrow()) {
            socket.setReceiveBufferSize(NARROW);
            socket.setSendBufferSize(NARROW);
        }
        socket.setTcpNoDelay(true);
        return new HttpConnection(target.way().connect(socket, target.port()), target);
    }

    /** Where a forward proxy is in the way, asks it for a tunnel, as browsers do for a WebSocket. */
    HttpConnection tunnelled() throws IOException {
        if (target.way().hasProxy()) {
            String authority = "127.0.0.1:" + target.port();
            write("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n", NOTHING);
            Headers head = readHead();
            if (!head.second().equals("200")) {
                close();
                throw new IOException("no tunnel: " + head);
            }
            tunnelled = true;
        }
        return this;
    }

    /** Sends a request with the target's header lines and {@code lines}; GET and Upgrade have no body. */
    void request(String method, String path, String body, String... lines) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(method)
                .append(' ')
                .append(
                        target.way().hasProxy() && !tunnelled
                                ? "http://127.0.0.1:" + target.port()
                                : "")
                .append(path)
                .append(" HTTP/1.1\r\nHost: 127.0.0.1:")
                .append(target.port())
                .append("\r\n");
        target.headers().forEach(line -> head.append(line).append("\r\n"));
        for (String line : lines) {
            head.append(line).append("\r\n");
        }
        if (method.equals("POST")) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        write(head.append("\r\n").toString(), content);
    }

    private void write(String head, byte[] content) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(content.length + 512);
        whole.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(content);
        socket.getOutputStream().write(whole.toByteArray());
        socket.getOutputStream().flush();
    }

    Headers readHead() throws IOException {
        return Headers.read(in);
    }

    /** The body's bytes, framed as {@code head} says (RFC 9112 §6.3). */
    Body body(Headers head) {
        if (head.field("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            return new Body(true, false, 0);
        }
        if (head.has("Content-Length")) {
            return new Body(false, false, Integer.parseInt(head.field("Content-Length")));
        }
        boolean none = head.second().equals("204");
        return new Body(false, !none, none ? 0 : Integer.MAX_VALUE);
    }

    WebSocketStream webSocket() throws IOException {
        return new WebSocketStream(in, socket.getOutputStream(), true);
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        close();
    }

    /** A response's body, read line by line. */
    final class Body {

        private final boolean chunked;
        private final boolean untilTheEnd;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private int left;
        private boolean first = true;

        private Body(boolean chunked, boolean untilTheEnd, int length) {
            this.chunked = chunked;
            this.untilTheEnd = untilTheEnd;
            this.left = length;
        }

        /** Up to LF, without CR LF; null at the body's end. */
        @Nullable
        String readLine() throws IOException {
            line.reset();
            while (left > 0 || nextChunk()) {
                int b = in.read();
                if (b < 0 && untilTheEnd) {
                    left = 0;
                    break;
                }
                if (b < 0) {
                    throw new EOFException("the connection ended inside a body");
                }
                left--;
                if (b == '\n') {
                    return text();
                }
                line.write(b);
            }
            return line.size() == 0 ? null : text();
        }

        private String text() {
            String text = line.toString(StandardCharsets.UTF_8);
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        }

        private boolean nextChunk() throws IOException {
            if (!chunked) {
                return false;
            }
            if (!first && !Headers.readLine(in).isEmpty()) {
                throw new IOException("a chunk goes on after its end (RFC 9112 §7.1)");
            }
            first = false;
            left = Integer.parseInt(Headers.readLine(in), 16);
            if (left == 0) {
                Headers.readLine(in);
                return false;
            }
            return true;
        }

        void skip() throws IOException {
            while (readLine() != null) {
                // Read on.
            }
        }
    }
}
