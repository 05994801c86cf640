package dev.postern.it.support;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * One TCP connection to a server on this machine, on which a test says exactly what it wants said and
 * sees exactly what comes. Strict where browsers and proxies may be: a chunk is one only with the CRLF
 * behind its data (RFC 9112 §7.1). Confined to its thread.
 */
public final class RawHttp implements AutoCloseable {

    /**
     * A response.
     *
     * @param version as in {@code HTTP/1.1}
     * @param headers by name in any case; values of one name joined by a comma
     * @param body empty where only the head was read
     */
    public record Response(String version, int status, Map<String, String> headers, String body) {

        /** The field's value, or null. */
        public @Nullable String header(String name) {
            return headers.get(name);
        }

        /** Status and body as one line, as docs/protocol.md writes answers. */
        public String summary() {
            return (status + " " + body).strip();
        }
    }

    private static final int TIMEOUT_MILLIS = 30_000;

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

    /** Sends {@code lines}, each with CRLF, and an empty line. */
    public RawHttp head(String... lines) throws IOException {
        return send(String.join("\r\n", lines) + "\r\n\r\n");
    }

    /**
     * Sends a whole HTTP/1.1 request, with Host, and with Content-Length where there is a body or it is
     * a POST.
     *
     * @param body or null
     * @param fields more header fields, each as in {@code Origin: test}
     */
    public RawHttp request(String method, String target, @Nullable String body, String... fields)
            throws IOException {
        return send("HTTP/1.1", method, target, body, fields);
    }

    /** As {@link #request}, of HTTP/1.0. */
    public RawHttp requestHttp10(
            String method, String target, @Nullable String body, String... fields)
            throws IOException {
        return send("HTTP/1.0", method, target, body, fields);
    }

    private RawHttp send(
            String version, String method, String target, @Nullable String body, String[] fields)
            throws IOException {
        byte[] content = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder()
                .append(method + ' ' + target + ' ' + version + "\r\n")
                .append("Host: 127.0.0.1:" + socket.getPort() + "\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        if (body != null || method.equals("POST")) {
            head.append("Content-Length: " + content.length + "\r\n");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(content);
        return send(whole.toByteArray());
    }

    public RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public RawHttp send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Status line and fields only. */
    public Response readHead() throws IOException {
        String[] statusLine = readLine().split(" ", 3);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon),
                    line.substring(colon + 1).strip(),
                    (first, next) -> first + ", " + next);
        }
        return new Response(statusLine[0], Integer.parseInt(statusLine[1]), headers, "");
    }

    /** A whole response, its body framed as its fields say (RFC 9112 §6.3). */
    public Response read() throws IOException {
        Response head = readHead();
        return new Response(head.version(), head.status(), head.headers(), readBody(head));
    }

    private String readBody(Response head) throws IOException {
        String length = head.header("Content-Length");
        if ("chunked".equalsIgnoreCase(head.header("Transfer-Encoding"))) {
            StringBuilder body = new StringBuilder();
            for (String chunk = readChunk(); !chunk.isEmpty(); chunk = readChunk()) {
                body.append(chunk);
            }
            return body.toString();
        }
        if (length != null) {
            return read(Integer.parseInt(length));
        }
        boolean bodiless = head.status() == 204 || head.status() == 304 || head.status() < 200;
        return bodiless ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The next chunk's data, its closing CRLF read too; empty for the last chunk. */
    public String readChunk() throws IOException {
        String chunk = read(Integer.parseInt(readLine(), 16));
        String end = readLine();
        if (!end.isEmpty()) {
            throw new IOException(
                    "a chunk does not end after its data, but goes on with \"" + end + '"');
        }
        return chunk;
    }

    /** The next {@code count} bytes, as UTF-8. */
    public String read(int count) throws IOException {
        return new String(readBytes(count), StandardCharsets.UTF_8);
    }

    public byte[] readBytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException(
                    "the connection ended " + (count - bytes.length) + " bytes early");
        }
        return bytes;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended after \"" + line + '"');
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Waits for what comes next: whether it is the connection's end, orderly or not, and not a byte. */
    public boolean atEnd() throws IOException {
        try {
            in.mark(1);
            if (in.read() < 0) {
                return true;
            }
            in.reset();
            return false;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return true;
        }
    }

    /** How long a read may take. */
    public void timeoutMillis(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /** Ends this side of the connection and goes on reading. */
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection by a reset rather than in order. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
