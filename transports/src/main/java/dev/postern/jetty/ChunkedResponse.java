package dev.postern.jetty;

import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

import java.io.IOException;
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
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int BITS_OF_A_DIGIT = 4;

    /** What stands around a chunk's data, at the most. */
    private static final int MOST_AROUND = Integer.SIZE / BITS_OF_A_DIGIT + 2 * LINE_END.length;

    private final Response response;
    private final HttpConnection connection;
    private final ByteBuffer prelude;
    private boolean headSent;
    private boolean chunked;
    private volatile boolean writing;

    /** @param prelude a chunk in front of the first, sent with it; may be empty */
    ChunkedResponse(Response response, HttpConnection connection, ByteBuffer prelude) {
        this.response = response;
        this.connection = connection;
        this.prelude = prelude;
    }

    /** Whether a write is on its way: one that makes no progress is seen by nobody else. */
    boolean isWriting() {
        return writing;
    }

    void write(ByteBuffer data, boolean last, Callback sent) {
        writing = true;
        if (headSent) {
            if (chunked && !last) {
                writeChunk(data, sent);
            } else {
                writeBody(last, sent, chunked ? chunk(data) : data);
            }
            return;
        }
        headSent = true;
        sendWithNext();
        response.write(false, BufferUtil.EMPTY_BUFFER, after(sent, () -> {
            chunked = connection.getGenerator().isChunking();
            if (!chunked) {
                writeBody(last, sent, IoBuffers.joined(prelude, data));
            } else if (prelude.hasRemaining()) {
                // Not copied: it is long, and the same for every stream.
                writeBody(last, sent, sizeLine(prelude), prelude, lineEnd(), chunk(data));
            } else {
                writeBody(last, sent, chunk(data));
            }
        }));
    }

    /** From the thread's buffer, which no response owns, for the socket takes most chunks whole. */
    private void writeChunk(ByteBuffer data, Callback sent) {
        ByteBuffer out = IoBuffers.output();
        if (!data.hasRemaining() || data.remaining() + MOST_AROUND > out.remaining()) {
            writeBody(false, sent, chunk(data));
            return;
        }
        putChunk(out, data);
        boolean whole;
        try {
            whole = connection.getEndPoint().flush(out.flip());
        } catch (IOException e) {
            sent.failed(e);
            return;
        }
        if (whole) {
            writing = false;
            sent.succeeded();
        } else {
            writeBody(false, sent, IoBuffers.copy(out));
        }
    }

    /** @param bytes one buffer where there are no chunks */
    private void writeBody(boolean last, Callback sent, ByteBuffer... bytes) {
        Callback written = after(sent, () -> {
            writing = false;
            sent.succeeded();
        });
        if (!chunked) {
            response.write(last, bytes[0], last ? sent : written);
        } else if (last) {
            sendWithNext();
            connection
                    .getEndPoint()
                    .write(
                            after(sent, () -> response.write(true, BufferUtil.EMPTY_BUFFER, sent)),
                            bytes);
        } else {
            connection.getEndPoint().write(written, bytes);
        }
    }

    /** Saves a socket write, where the end point can: another one follows the next at once. */
    private void sendWithNext() {
        if (connection.getEndPoint() instanceof BoundedReadEndPoint endPoint) {
            endPoint.sendWithNext();
        }
    }

    private static ByteBuffer chunk(ByteBuffer data) {
        if (!data.hasRemaining()) {
            return data;
        }
        ByteBuffer chunk = ByteBuffer.allocate(data.remaining() + MOST_AROUND);
        putChunk(chunk, data);
        return chunk.flip();
    }

    private static void putChunk(ByteBuffer out, ByteBuffer data) {
        putSizeLine(out, data.remaining());
        out.put(data).put(LINE_END);
    }

    private static void putSizeLine(ByteBuffer out, int size) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size);
        for (int shift = (bits - 1) & -BITS_OF_A_DIGIT; shift >= 0; shift -= BITS_OF_A_DIGIT) {
            out.put(HEX[(size >>> shift) & (HEX.length - 1)]);
        }
        out.put(LINE_END);
    }

    private static ByteBuffer sizeLine(ByteBuffer data) {
        ByteBuffer line = ByteBuffer.allocate(MOST_AROUND);
        putSizeLine(line, data.remaining());
        return line.flip();
    }

    private static ByteBuffer lineEnd() {
        return ByteBuffer.wrap(LINE_END);
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
