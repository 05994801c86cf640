package dev.postern.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import javax.net.ssl.SSLContext;

/**
 * One TCP or TLS connection to an HTTP/1 server on this machine, on which a test says exactly the bytes
 * it wants said, and sees the bytes that came. Confined to its thread.
 */
public final class RawHttp implements AutoCloseable {

    /** A response; its head is the status line and the fields as they came. */
    public static final class Reply {

        private final int status;
        private final String head;
        private final Map<String, String> fields;
        private final byte[] body;

        Reply(int status, String head, Map<String, String> fields, byte[] body) {
            this.status = status;
            this.head = head;
            this.fields = fields;
            this.body = body;
        }

        public int status() {
            return status;
        }

        public String head() {
            return head;
        }

        public byte[] body() {
            return body.clone();
        }

        /** The field's value, or null. */
        public String field(String name) {
            return fields.get(name.toLowerCase(Locale.ROOT));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public static RawHttp connect(int port) throws IOException {
        return new RawHttp(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** A connection with a receive buffer as small as it gets, for a client that does not read. */
    public static RawHttp connectNarrow(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new RawHttp(socket);
    }

    public static RawHttp connectTls(int port, SSLContext trust) throws IOException {
        return new RawHttp(
                trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port));
    }

    /** Sends {@code lines}, each with CRLF, and an empty line. */
    public RawHttp request(String... lines) throws IOException {
        return send(String.join("\r\n", lines) + "\r\n\r\n");
    }

    public RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public RawHttp send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** A whole response, its body framed as its fields say (RFC 9112 §6.3). */
    public Reply read() throws IOException {
        Reply head = readHead();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if ("chunked".equals(head.field("Transfer-Encoding"))) {
            for (byte[] chunk = readChunk(); chunk.length > 0; chunk = readChunk()) {
                body.writeBytes(chunk);
            }
        } else if (head.field("Content-Length") != null) {
            body.writeBytes(readBytes(Integer.parseInt(head.field("Content-Length"))));
        } else if (head.status() != 204 && head.status() != 304) {
            body.writeBytes(in.readAllBytes());
        }
        return new Reply(head.status(), head.head, head.fields, body.toByteArray());
    }

    /** Status line and fields only. */
    public Reply readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        Map<String, String> fields = new LinkedHashMap<>();
        String statusLine = readLine();
        head.append(statusLine).append("\r\n");
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            head.append(line).append("\r\n");
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        return new Reply(status, head.toString(), fields, new byte[0]);
    }

    /** The next chunk, whole with its line end (RFC 9112 §7.1): its data, empty for the last. */
    public byte[] readChunk() throws IOException {
        byte[] chunk = readBytes(Integer.parseInt(readLine(), 16));
        readLine();
        return chunk;
    }

    public String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the connection ended after \"" + line + "\"");
            }
            if (b == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (b != '\r') {
                line.write(b);
            }
        }
    }

    public byte[] readBytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException(
                    "the connection ended " + (count - bytes.length) + " bytes early");
        }
        return bytes;
    }

    /** What the next read of the socket brings, at most {@code most} bytes; empty at its end. */
    public byte[] readSome(int most) throws IOException {
        byte[] bytes = new byte[most];
        int count = in.read(bytes);
        return Arrays.copyOf(bytes, Math.max(count, 0));
    }

    /** Waits for the server's next byte: whether it is the end of the connection instead. */
    public boolean atEnd() throws IOException {
        in.mark(1);
        try {
            int b = in.read();
            if (b >= 0) {
                in.reset();
            }
            return b < 0;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return true;
        }
    }

    public void timeoutMillis(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /** Ends this side of the connection (TLS: also says so). */
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes the connection by a reset rather than by an orderly end. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    public int localPort() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
