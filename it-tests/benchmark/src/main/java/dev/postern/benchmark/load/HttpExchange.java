package dev.postern.benchmark.load;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * One keep-alive connection and the one request on it: writes a request, takes the answer apart
 * (RFC 9112 §6: by length, chunked, or until the close).
 */
final class HttpExchange implements Connection.Reader {

    /** Hears one answer at a time. */
    interface Answer {

        void body(byte[] bytes, int from, int to);

        /** The answer is complete; the next request may go out. */
        void end(int status);

        /** What could be read at once has been read. */
        void batchEnd();

        /**
         * The server closed a kept connection instead of answering, as Vert.x does after a poll. The
         * request may be asked again, on a new connection, as browsers do.
         */
        void unanswered();

        void failed(String why);
    }

    private enum Part {
        HEAD,
        SIZED,
        CHUNK,
        CHUNK_END,
        UNTIL_CLOSE
    }

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final int NO_LENGTH = -1;

    private final Loop loop;
    private final int port;
    private final Answer answer;
    private @Nullable Connection connection;
    private byte @Nullable [] waiting;
    private boolean connected;
    private boolean kept;
    private boolean asked;
    private boolean stalled;
    private Part part = Part.HEAD;
    private int status;
    private int length;
    private boolean lastChunk;
    private boolean closes;

    HttpExchange(Loop loop, int port, Answer answer) {
        this.loop = loop;
        this.port = port;
        this.answer = answer;
    }

    /** Sends a request, on the connection that is there or on a new one. The bytes may be reused afterwards. */
    void ask(byte[] request, int requestLength) {
        asked = true;
        Connection open = connection;
        if (open != null && connected) {
            open.write(request, requestLength);
            return;
        }
        byte[] copy = new byte[requestLength];
        System.arraycopy(request, 0, copy, 0, requestLength);
        waiting = copy;
        connected = false;
        kept = false;
        connection = Connection.connect(loop, port, this);
    }

    @Override
    public void connected() {
        connected = true;
        Connection open = connection;
        byte[] request = waiting;
        waiting = null;
        if (open != null && request != null) {
            open.write(request, request.length);
            if (stalled) {
                open.stall();
            }
        }
    }

    @Override
    public int read(byte[] bytes, int from, int to) {
        int at = from;
        boolean more = true;
        while (more && at < to) {
            int before = at;
            at = switch (part) {
                case HEAD -> head(bytes, at, to);
                case SIZED -> sized(bytes, at, to);
                case CHUNK -> chunk(bytes, at, to);
                case CHUNK_END -> chunkEnd(at, to);
                case UNTIL_CLOSE -> {
                    answer.body(bytes, at, to);
                    yield to;
                }
            };
            more = at > before;
        }
        return at;
    }

    private int head(byte[] bytes, int from, int to) {
        int end = Bytes.indexOf(bytes, from, to, HEAD_END);
        if (end < 0) {
            return from;
        }
        if (!asked || !Bytes.startsWith(bytes, from, to, "HTTP/1.1 ")) {
            answer.failed("no answer to a request: " + SockJsFrames.shown(bytes, from, to));
            return to;
        }
        status = Integer.parseInt(new String(bytes, from + 9, 3, StandardCharsets.US_ASCII));
        length = NO_LENGTH;
        closes = false;
        boolean chunked = false;
        for (int at = Bytes.indexOf(bytes, from, to, LINE_END) + 2; at < end; ) {
            int lineEnd = Bytes.indexOf(bytes, at, to, LINE_END);
            if (Bytes.startsWithIgnoringCase(bytes, at, lineEnd, "content-length:")) {
                length = decimal(bytes, at + 15, lineEnd);
            } else if (Bytes.startsWithIgnoringCase(bytes, at, lineEnd, "transfer-encoding:")) {
                chunked = true;
            } else if (Bytes.startsWithIgnoringCase(bytes, at, lineEnd, "connection: close")) {
                closes = true;
            }
            at = lineEnd + 2;
        }
        if (chunked) {
            part = Part.CHUNK;
        } else if (length == NO_LENGTH && status != 204) {
            part = Part.UNTIL_CLOSE;
        } else if (length > 0) {
            part = Part.SIZED;
        } else {
            end();
        }
        return end + HEAD_END.length;
    }

    private int sized(byte[] bytes, int from, int to) {
        int end = from + length;
        if (end > to) {
            return from;
        }
        answer.body(bytes, from, end);
        end();
        return end;
    }

    private int chunk(byte[] bytes, int from, int to) {
        int sizeEnd = Bytes.indexOf(bytes, from, to, LINE_END);
        if (sizeEnd < 0) {
            return from;
        }
        int size = Integer.parseInt(
                new String(bytes, from, sizeEnd - from, StandardCharsets.US_ASCII).strip(), 16);
        int start = sizeEnd + 2;
        int end = start + size;
        if (end > to) {
            return from;
        }
        lastChunk = size == 0;
        part = Part.CHUNK_END;
        if (size > 0) {
            answer.body(bytes, start, end);
        }
        return end;
    }

    /** Apart from the chunk, for Jetty sends the line end only with the next one. */
    private int chunkEnd(int from, int to) {
        if (from + LINE_END.length > to) {
            return from;
        }
        part = Part.CHUNK;
        if (lastChunk) {
            end();
        }
        return from + LINE_END.length;
    }

    private static int decimal(byte[] bytes, int from, int to) {
        return Integer.parseInt(
                new String(bytes, from, to - from, StandardCharsets.US_ASCII).strip());
    }

    private void end() {
        part = Part.HEAD;
        asked = false;
        kept = true;
        if (closes) {
            close();
        }
        answer.end(status);
    }

    @Override
    public void batchEnd() {
        answer.batchEnd();
    }

    @Override
    public void closed(String why) {
        boolean complete = part == Part.UNTIL_CLOSE;
        boolean unanswered = asked && kept && part == Part.HEAD;
        connection = null;
        connected = false;
        if (complete) {
            end();
            answer.batchEnd();
        } else if (unanswered) {
            answer.unanswered();
        } else if (asked) {
            answer.failed(why);
        }
    }

    /** Reads no more, nor on a connection to come. */
    void stall() {
        stalled = true;
        Connection open = connection;
        if (open != null) {
            open.stall();
        }
    }

    void close() {
        Connection open = connection;
        if (open != null) {
            open.close();
        }
        connection = null;
        connected = false;
        waiting = null;
    }
}
