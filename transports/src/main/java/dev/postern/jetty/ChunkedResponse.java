package dev.postern.jetty;

import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A streamed HTTP/1.1 response whose chunks (RFC 9112 §7.1) go straight to the connection. Jetty sends
 * the head and the last chunk, so that it knows where the response stands; in between it would send the
 * line end of a chunk only in front of the next one, and a peer that waits for whole chunks would see
 * each frame one frame late. It is also the shorter way for what is written most.
 *
 * <p>Where the connection is to be closed after the response, as the request may have asked (RFC 9112
 * §9.6), Jetty announces no chunks, and the body goes as it is, up to the close.
 *
 * <p>One write at a time; the next follows its callback.
 */
final class ChunkedResponse {

    private static final byte[] LINE_END = {'\r', '\n'};

    private final Response response;
    private final HttpConnection connection;
    private boolean headSent;
    private boolean chunked;
    private volatile boolean writing;

    ChunkedResponse(Response response, HttpConnection connection) {
        this.response = response;
        this.connection = connection;
    }

    /** Whether a write is on its way: one that makes no progress is seen by nobody else. */
    boolean isWriting() {
        return writing;
    }

    void write(ByteBuffer data, boolean last, Callback sent) {
        writing = true;
        if (headSent) {
            writeBody(data, last, sent);
        } else {
            headSent = true;
            response.write(false, BufferUtil.EMPTY_BUFFER, after(sent, () -> {
                chunked = connection.getGenerator().isChunking();
                writeBody(data, last, sent);
            }));
        }
    }

    private void writeBody(ByteBuffer data, boolean last, Callback sent) {
        Callback written = after(sent, () -> {
            writing = false;
            sent.succeeded();
        });
        if (!chunked) {
            response.write(last, data, last ? sent : written);
        } else if (last) {
            connection
                    .getEndPoint()
                    .write(
                            after(sent, () -> response.write(true, BufferUtil.EMPTY_BUFFER, sent)),
                            chunk(data));
        } else {
            connection.getEndPoint().write(written, chunk(data));
        }
    }

    private static ByteBuffer chunk(ByteBuffer data) {
        byte[] size = Integer.toHexString(data.remaining()).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(size.length + data.remaining() + 2 * LINE_END.length)
                .put(size)
                .put(LINE_END)
                .put(data)
                .put(LINE_END)
                .flip();
    }

    /** Goes on with {@code step} after a success; any failure is {@code sent}'s. */
    private static Callback after(Callback sent, Runnable step) {
        return new Callback() {
            @Override
            public void succeeded() {
                try {
                    step.run();
                } catch (RuntimeException e) {
                    // Jetty refuses to write for a request whose connection failed meanwhile.
                    sent.failed(e);
                }
            }

            @Override
            public void failed(Throwable cause) {
                sent.failed(cause);
            }

            @Override
            public InvocationType getInvocationType() {
                return InvocationType.NON_BLOCKING;
            }
        };
    }
}
