package dev.postern.jetty;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Response;
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
 * <p>One write at a time; the next follows its callback.
 */
final class ChunkedResponse {

    private static final byte[] LINE_END = {'\r', '\n'};

    private final Response response;
    private final EndPoint endPoint;
    private boolean headSent;
    private volatile boolean writing;

    ChunkedResponse(Response response, EndPoint endPoint) {
        this.response = response;
        this.endPoint = endPoint;
    }

    /** Whether a write is on its way: one that makes no progress is seen by nobody else. */
    boolean isWriting() {
        return writing;
    }

    void write(ByteBuffer data, boolean last, Callback sent) {
        writing = true;
        if (headSent) {
            writeChunk(data, last, sent);
        } else {
            headSent = true;
            response.write(
                    false,
                    BufferUtil.EMPTY_BUFFER,
                    after(sent, () -> writeChunk(data, last, sent)));
        }
    }

    private void writeChunk(ByteBuffer data, boolean last, Callback sent) {
        Callback next = last
                ? after(sent, () -> response.write(true, BufferUtil.EMPTY_BUFFER, sent))
                : after(sent, () -> {
                    writing = false;
                    sent.succeeded();
                });
        endPoint.write(next, chunk(data));
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
